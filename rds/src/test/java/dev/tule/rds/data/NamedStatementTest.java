package dev.tule.rds.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.engines.EngineKind;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rdsdata.model.BadRequestException;

class NamedStatementTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    select :a, :b_2, :a                    | select ?, ?, ?                  | a b_2 a
                    select ':a', ":b" -- :c                | select ':a', ":b" -- :c         |
                    select 'it''s :a', :b                  | select 'it''s :a', ?            | b
                    select '\\', :b                        | select '\\', ?                  | b
                    select E'\\':a', :b                    | select E'\\':a', ?              | b
                    select x::int, :a::date, y[1:2]        | select x::int, ?::date, y[1:2]  | a
                    select $$ :a $$, $t$ $$ :b $t$, $1, :c | select $$ :a $$, $t$ $$ :b $t$, $1, ? | c
                    /* :a /* :b */ :c */ select :d         | /* :a /* :b */ :c */ select ?   | d
                    select doc ? 'a' and :b                | select doc ?? 'a' and ?         | b
                    select 1 ; -- that's all               | select 1  -- that's all         |
                    """)
    void namesArePlacesButWithinTextsAndComments(String text, String sql, String names) {
        NamedStatement statement = NamedStatement.parse(text, EngineKind.POSTGRESQL);
        assertThat(statement.sql()).isEqualTo(sql);
        assertThat(String.join(" ", statement.names())).isEqualTo(names == null ? "" : names);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    select '\\':a', :b, `:c`               | select '\\':a', ?, `:c`         | b
                    select ":a", @x := :b # :c             | select ":a", @x := ? # :c       | b
                    """)
    void theOtherEnginesQuoteOtherwise(String text, String sql, String names) {
        NamedStatement statement = NamedStatement.parse(text, EngineKind.MARIADB);
        assertThat(statement.sql()).isEqualTo(sql);
        assertThat(String.join(" ", statement.names())).isEqualTo(names);
    }

    @ParameterizedTest
    @ValueSource(strings = {"select 1; select 2", "begin;commit;"})
    void oneStatementIsAsManyAsMayBe(String text) {
        assertThatThrownBy(() -> NamedStatement.parse(text, EngineKind.POSTGRESQL))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("Multistatements");
    }

    @Test
    void anyTextIsReadToItsEndOrRefused() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        String pieces = "':\"`$-/*#;?aE\\\n 1_";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(24);
            for (int j = 0; j < length; j++) {
                text.append(pieces.charAt(random.nextInt(pieces.length())));
            }
            EngineKind engine = random.nextBoolean() ? EngineKind.POSTGRESQL : EngineKind.MYSQL;
            try {
                NamedStatement read = NamedStatement.parse(text.toString(), engine);
                assertThat(read.sql().length())
                        .as("seed %d: %s", seed, text)
                        .isLessThanOrEqualTo(2 * text.length());
            } catch (BadRequestException refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            }
        }
    }
}
