package dev.tule.mtv.models.migrations;

import java.util.Optional;

/**
 * Answers what the models alone don't tell.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/django-admin/#makemigrations">Django:
 *     makemigrations</a>
 */
public interface Questioner {

    /** Whether a column that is gone is the one that came. */
    boolean wasFieldRenamed(String table, String from, String to);

    /** Whether a table that is gone is the one that came. */
    boolean wasModelRenamed(String from, String to);

    /**
     * What a column that can't be null holds in rows that are there: a text, a number or a boolean;
     * nothing to give up.
     */
    Optional<Object> initialValue(String table, String column);

    /** For machines: nothing was renamed, nothing is known. */
    static Questioner silent() {
        return new Questioner() {
            @Override
            public boolean wasFieldRenamed(String table, String from, String to) {
                return false;
            }

            @Override
            public boolean wasModelRenamed(String from, String to) {
                return false;
            }

            @Override
            public Optional<Object> initialValue(String table, String column) {
                return Optional.empty();
            }
        };
    }
}
