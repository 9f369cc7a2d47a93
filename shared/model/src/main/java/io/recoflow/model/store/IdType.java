package io.recoflow.model.store;

import java.util.regex.Pattern;

/** The SQL type of ids; the narrowest first. */
enum IdType {
    INTEGER("int") {
        @Override
        boolean holds(String id) {
            return isNumber(id) && number(id) == (int) number(id);
        }
    },
    LONG("bigint") {
        @Override
        boolean holds(String id) {
            return isNumber(id);
        }
    },
    TEXT("varchar") {
        @Override
        boolean holds(String id) {
            return true;
        }
    };

    /** Without zeros in front, which would make it another's. */
    private static final Pattern PLAIN = Pattern.compile("0|-?[1-9]\\d{0,18}");

    private final String sql;

    IdType(String sql) {
        this.sql = sql;
    }

    /** Its name. */
    String sql() {
        return sql;
    }

    /** Whether the id is the same when it is read back. */
    abstract boolean holds(String id);

    private static boolean isNumber(String id) {
        if (!PLAIN.matcher(id).matches()) {
            return false;
        }
        try {
            number(id);
            return true;
        } catch (NumberFormatException tooLarge) {
            return false;
        }
    }

    private static long number(String id) {
        return Long.parseLong(id);
    }
}
