package dev.tule.mtv.models.sql;

import dev.tule.mtv.MeteredText;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.sqlite.Function;

/**
 * What SQLite leaves to the programs that use it: regular expressions, which are Java's here, and
 * time zones. A connection's functions belong to the thread that uses the connection.
 *
 * @see <a href="https://www.sqlite.org/appfunc.html">SQLite: application-defined functions</a>
 */
public final class SqliteFunctions {
    /** The function of milliseconds and a zone. */
    static final String LOCAL = "tule_local";

    private static final int STEPS = 100_000;
    private static final int STEPS_PER_CHARACTER = 1000;

    private SqliteFunctions() {}

    /** Gives a new connection of SQLite's driver these functions. */
    public static void addTo(Connection connection) throws SQLException {
        Function.create(connection, "regexp", new Regexp(), 2, Function.FLAG_DETERMINISTIC);
        Function.create(connection, LOCAL, new Local(), 2, Function.FLAG_DETERMINISTIC);
    }

    /** {@code text regexp pattern} calls {@code regexp(pattern, text)}. */
    private static final class Regexp extends Function {
        private @Nullable Pattern last;

        @Override
        protected void xFunc() throws SQLException {
            String regex = value_text(0);
            String text = value_text(1);
            if (regex == null || text == null) {
                result();
                return;
            }
            try {
                result(compiled(regex).matcher(metered(text)).find() ? 1 : 0);
            } catch (PatternSyntaxException e) {
                error("no regular expression: " + e.getDescription());
            } catch (IllegalStateException e) {
                error("a regular expression that takes too long");
            }
        }

        private static MeteredText metered(String text) {
            return new MeteredText(
                    text,
                    STEPS + (long) STEPS_PER_CHARACTER * text.length(),
                    () -> new IllegalStateException("too long"));
        }

        private Pattern compiled(String regex) {
            Pattern known = last;
            if (known == null || !known.pattern().equals(regex)) {
                known = Pattern.compile(regex);
                last = known;
            }
            return known;
        }
    }

    /** What clocks of a zone show at an instant, as milliseconds. */
    private static final class Local extends Function {
        @Override
        protected void xFunc() throws SQLException {
            String millis = value_text(0);
            if (millis == null) {
                result();
                return;
            }
            long instant = value_long(0);
            ZoneId zone = ZoneId.of(value_text(1));
            int seconds =
                    zone.getRules().getOffset(Instant.ofEpochMilli(instant)).getTotalSeconds();
            result(instant + 1000L * seconds);
        }
    }
}
