package io.recoflow.runtime.option;

/** Where a value came from, and so where it has to be corrected. */
sealed interface Origin {

    /** For a message, for example {@code environment RECOFLOW_SOURCE_URL}. */
    String describe(Option<?> option);

    /** How the value is set to {@code form} in that place. */
    String remedy(Option<?> option, String form);

    record CommandLine() implements Origin {
        @Override
        public String describe(Option<?> option) {
            return "command line";
        }

        @Override
        public String remedy(Option<?> option, String form) {
            return "Give " + option + " " + form + ".";
        }
    }

    record Environment() implements Origin {
        @Override
        public String describe(Option<?> option) {
            return "environment " + option.environmentName();
        }

        @Override
        public String remedy(Option<?> option, String form) {
            return "Set " + option.environmentName() + " to " + form + ".";
        }
    }

    record ConfigFile(String path) implements Origin {
        @Override
        public String describe(Option<?> option) {
            return "config file " + path;
        }

        @Override
        public String remedy(Option<?> option, String form) {
            return "Set " + option.name() + " in that file to " + form + ".";
        }
    }
}
