package dev.tule.iam;

import java.time.Instant;
import java.util.Map;

/** Somebody whom policies can be given to. */
sealed interface Identity {

    /** What an identity is called in ARNs and rows. */
    enum Kind {
        USER("user"),
        ROLE("role");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    Kind kind();

    String account();

    String name();

    /** Begins and ends with a slash. */
    String path();

    /** The unique id, {@code AIDA...} or {@code AROA...}, which survives renaming. */
    String id();

    Instant created();

    Map<String, String> tags();

    Identity withTags(Map<String, String> tags);

    default String arn() {
        return "arn:aws:iam::" + account() + ":" + kind().word() + path() + name();
    }

    /** A person or a program with keys of its own. */
    record User(
            String account,
            String name,
            String path,
            String id,
            Instant created,
            Map<String, String> tags)
            implements Identity {

        @Override
        public Kind kind() {
            return Kind.USER;
        }

        @Override
        public User withTags(Map<String, String> tags) {
            return new User(account, name, path, id, created, tags);
        }

        User renamed(String name, String path) {
            return new User(account, name, path, id, created, tags);
        }
    }

    /**
     * An identity that others take on for a while.
     *
     * @param trustPolicy who may: a JSON policy document
     * @param longestSessionSeconds 3600 to 43200
     */
    record Role(
            String account,
            String name,
            String path,
            String id,
            Instant created,
            Map<String, String> tags,
            String trustPolicy,
            String description,
            int longestSessionSeconds)
            implements Identity {

        @Override
        public Kind kind() {
            return Kind.ROLE;
        }

        @Override
        public Role withTags(Map<String, String> tags) {
            return new Role(
                    account,
                    name,
                    path,
                    id,
                    created,
                    tags,
                    trustPolicy,
                    description,
                    longestSessionSeconds);
        }

        Role withTrustPolicy(String trustPolicy) {
            return new Role(
                    account,
                    name,
                    path,
                    id,
                    created,
                    tags,
                    trustPolicy,
                    description,
                    longestSessionSeconds);
        }

        Role described(String description, int longestSessionSeconds) {
            return new Role(
                    account,
                    name,
                    path,
                    id,
                    created,
                    tags,
                    trustPolicy,
                    description,
                    longestSessionSeconds);
        }
    }
}
