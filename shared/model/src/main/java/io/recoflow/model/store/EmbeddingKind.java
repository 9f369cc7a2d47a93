package io.recoflow.model.store;

import java.util.Locale;

/** What an embedding stands for. */
enum EmbeddingKind {
    ITEM("item_emb", IdType.TEXT),
    USER("user_emb", IdType.INTEGER);

    private final String view;
    private final IdType narrowestIds;

    EmbeddingKind(String view, IdType narrowestIds) {
        this.view = view;
        this.narrowestIds = narrowestIds;
    }

    /** What readers query. */
    String view() {
        return view;
    }

    /** The type of its ids, unless one of them does not fit. */
    IdType narrowestIds() {
        return narrowestIds;
    }

    /** The name of a version's table, quoted. A version has letters, digits, '_' and '-' only. */
    String table(String version) {
        return "\"" + view + "_" + version + "\"";
    }

    /** The name of an index of a version's table, quoted. */
    String index(String version, String suffix) {
        return "\"" + view + "_" + version + "_" + suffix + "\"";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
