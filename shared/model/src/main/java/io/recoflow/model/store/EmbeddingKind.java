package io.recoflow.model.store;

import java.util.Locale;

/** What an embedding stands for. */
enum EmbeddingKind {
    ITEM("item_emb", "varchar"),
    USER("user_emb", "int");

    private final String view;
    private final String idType;

    EmbeddingKind(String view, String idType) {
        this.view = view;
        this.idType = idType;
    }

    /** What readers query. */
    String view() {
        return view;
    }

    /** The SQL type of its ids. */
    String idType() {
        return idType;
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
