package dev.tule.server.command;

/**
 * What a check of {@code tule doctor} found.
 *
 * @param subject what was looked at
 * @param text what there is to say of it, with a remedy where it is not good
 */
record Finding(Verdict verdict, String subject, String text) {

    /** What a finding means. */
    enum Verdict {
        GOOD("ok"),
        /** Works, though not as well as it could. */
        NOTE("note"),
        /** The server will not work. */
        BAD("problem");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
