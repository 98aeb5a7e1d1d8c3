package dev.tule.mtv.models.migrations;

import java.util.List;

/**
 * A migration.
 *
 * @param app the label of its application
 * @param name {@code 0002_add_stars}
 * @param dependencies migrations that must be applied before: {@code auth.0001_initial}; the one
 *     before it in the same application always is
 * @param operations in order
 */
public record Migration(
        String app, String name, List<String> dependencies, List<Operation> operations) {

    public Migration {
        if (!name.matches("[0-9]{4}_[a-z0-9_]{1,60}")) {
            throw new IllegalArgumentException(
                    "a migration is named by four digits and words, not '" + name + "'");
        }
    }

    /** {@code library.0002_add_stars}. */
    public String label() {
        return app + "." + name;
    }
}
