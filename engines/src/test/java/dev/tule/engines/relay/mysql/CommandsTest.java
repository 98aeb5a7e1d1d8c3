package dev.tule.engines.relay.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a session's statements reaches the server, and as what. */
class CommandsTest {

    private static final String CLAUSE = "IDENTIFIED WITH known AS '*1'";

    private static byte[] passed(byte[] sent) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Commands(new Statements("ThePlugin", CLAUSE)).copy(new ByteArrayInputStream(sent), out);
        return out.toByteArray();
    }

    private static byte[] command(int kind, String statement) {
        byte[] text = ("?" + statement).getBytes(StandardCharsets.UTF_8);
        text[0] = (byte) kind;
        return Packet.framed(0, text);
    }

    private static String passed(String statement) throws IOException {
        byte[] whole = passed(command(3, statement));
        assertThat(Packet.length(whole)).isEqualTo(whole.length - Packet.HEAD);
        return new String(
                whole, Packet.HEAD + 1, whole.length - Packet.HEAD - 1, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            textBlock =
                    """
                    CREATE USER a IDENTIFIED WITH ThePlugin AS 'RDS' | CREATE USER a {}
                    create user `ü`@'%' identified with 'theplugin' as "RDS" require ssl | create user `ü`@'%' {} require ssl
                    ALTER USER a IDENTIFIED VIA ThePlugin USING 'RDS' | ALTER USER a {}
                    CREATE USER a IDENTIFIED WITH ThePlugin, b IDENTIFIED WITH ThePlugin AS 'RDS' | CREATE USER a {}, b {}
                    CREATE USER 'it''s' IDENTIFIED /* ' */ WITH ThePlugin -- as 'RDS' | CREATE USER 'it''s' {} -- as 'RDS'
                    SELECT 'IDENTIFIED WITH ThePlugin AS \\'RDS\\'' | SELECT 'IDENTIFIED WITH ThePlugin AS \\'RDS\\''
                    SELECT 1 /* IDENTIFIED WITH ThePlugin */ | SELECT 1 /* IDENTIFIED WITH ThePlugin */
                    CREATE USER a IDENTIFIED WITH ThePluginOfMine | CREATE USER a IDENTIFIED WITH ThePluginOfMine
                    IDENTIFIED WITH | IDENTIFIED WITH
                    ThePlugin 'open | ThePlugin 'open
                    """)
    void statementsThatNameThePluginNameAnother(String statement, String reaches)
            throws IOException {
        assertThat(passed(statement)).isEqualTo(reaches.replace("{}", CLAUSE));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 255})
    void aFileThatIsLoadedStaysAsItIs(int first) throws IOException {
        byte[] file = command(3, "CREATE USER a IDENTIFIED WITH ThePlugin");
        ByteArrayOutputStream session = new ByteArrayOutputStream();
        session.write(command(3, "LOAD DATA LOCAL INFILE 'f' INTO TABLE t"));
        for (int sequence = 2; sequence < 256; sequence++) {
            session.write(Packet.framed(sequence, new byte[] {1}));
        }
        file[3] = 0;
        session.write(file);
        session.write(Packet.framed(1, new byte[first]));
        assertThat(passed(session.toByteArray())).isEqualTo(session.toByteArray());
    }

    @Test
    void aCommandAfterAFileIsLookedAt() throws IOException {
        ByteArrayOutputStream session = new ByteArrayOutputStream();
        session.write(Packet.framed(255, new byte[0]));
        session.write(command(0x16, "CREATE USER a IDENTIFIED WITH ThePlugin"));
        assertThat(new String(passed(session.toByteArray()), StandardCharsets.UTF_8))
                .endsWith("CREATE USER a " + CLAUSE);
    }

    @Test
    void whatIsNoStatementStaysAsItIs() throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            ByteArrayOutputStream session = new ByteArrayOutputStream();
            for (int packets = random.nextInt(5); packets >= 0; packets--) {
                byte[] payload = new byte[random.nextInt(3) == 0 ? 70_000 : random.nextInt(500)];
                random.nextBytes(payload);
                session.write(Packet.framed(random.nextInt(3), payload));
            }
            assertThat(passed(session.toByteArray()))
                    .as("seed %d", seed)
                    .isEqualTo(session.toByteArray());
        }
    }

    @Test
    void whatNobodyMeantAsALoginIsAnErrorAndNothingElse() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            byte[] payload = new byte[random.nextInt(120)];
            random.nextBytes(payload);
            try {
                LoginRequest login = LoginRequest.of(new Packet(1, payload));
                assertThat(login.provedBy(new byte[20], "known"))
                        .as("seed %d", seed)
                        .hasSizeGreaterThan(20);
                Greeting.of(new Packet(0, payload));
            } catch (IOException refused) {
                assertThat(refused).hasMessageMatching("not .*|a client before .*|the server .*");
            }
        }
    }
}
