package dev.tule.engines.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.engines.SourceRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters on sockets of this very process, which Linux lets it have. */
@EnabledOnOs(OS.LINUX)
class SourceFilterTest {

    private static final int PATIENCE_MILLIS = 150;

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private SourceFilter filter(String... sources) throws Exception {
        return SourceFilter.open(
                        ProcessHandle.current().pid(), address(), ranges(sources), server::isBound)
                .orElseThrow();
    }

    private InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    private static List<SourceRange> ranges(String... sources) {
        return List.of(sources).stream().map(SourceRange::parse).toList();
    }

    private Socket connect(String source) throws IOException {
        Socket client = new Socket();
        try {
            client.bind(new InetSocketAddress(source, 0));
            client.connect(
                    new InetSocketAddress(
                            source.contains(":") ? "::1" : "127.0.0.1", server.getLocalPort()),
                    PATIENCE_MILLIS);
        } catch (IOException e) {
            client.close();
            throw e;
        }
        return client;
    }

    private boolean isLetIn(String source) throws IOException {
        try {
            connect(source).close();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.2, true",
        "127.0.0.3, false",
        "127.1.255.255, true",
        "127.2.0.0, false",
        "127.9.8.7, true",
        "127.9.8.6, false"
    })
    void whoIsInNoRangeRunsIntoTheTimeout(String source, boolean letIn) throws Exception {
        filter("10.0.0.0/8", "127.0.0.2", "127.1.0.0/16", "127.9.8.7/32", "fd00::/8").close();

        assertThat(isLetIn(source)).isEqualTo(letIn);
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "::/0", "::/127"})
    void addressesOfSixteenBytesAreCompared(String range) throws Exception {
        server.close();
        server = new ServerSocket(0, 10, InetAddress.ofLiteral("::"));
        SourceFilter filter = filter(range);

        assertThat(isLetIn("::1")).isTrue();
        assertThat(isLetIn("127.0.0.1")).isFalse();

        filter.allow(ranges("127.0.0.1", "::2", "fd00::/9", "0:0:0:1::/64"));
        assertThat(isLetIn("::1")).isFalse();
        assertThat(isLetIn("127.0.0.1")).isTrue();
    }

    @Test
    void whoIsConnectedStaysWhenSourcesChange() throws Exception {
        SourceFilter filter = filter("127.0.0.1");
        try (Socket client = connect("127.0.0.1");
                Socket accepted = server.accept()) {
            filter.allow(ranges("127.0.0.2"));
            assertThat(isLetIn("127.0.0.1")).isFalse();

            client.getOutputStream().write(7);
            assertThat(accepted.getInputStream().read()).isEqualTo(7);
        }
    }

    @Test
    void manyRangesAreOneProgramAndTooManyAreRefused() throws Exception {
        List<SourceRange> many =
                new ArrayList<>(Collections.nCopies(900, SourceRange.parse("10.0.0.0/8")));
        many.add(SourceRange.parse("127.0.0.2"));
        SourceFilter filter = filter("127.0.0.1");
        filter.allow(many);

        assertThat(isLetIn("127.0.0.2")).isTrue();
        assertThat(isLetIn("127.0.0.1")).isFalse();

        many.addAll(Collections.nCopies(901, SourceRange.parse("10.0.0.0/8")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> filter.allow(many))
                .withMessageContaining("1802");
    }

    @Test
    void itWaitsForAServerUntilThatHasEnded() throws Exception {
        server.close();
        List<SourceRange> sources = ranges("127.0.0.1");

        assertThat(
                        SourceFilter.open(
                                ProcessHandle.current().pid(), address(), sources, () -> false))
                .isEmpty();
    }

    @Test
    void nobodyCanBeKeptOutWhereNobodyListens() throws Exception {
        SourceFilter filter = filter("127.0.0.1");
        server.close();

        assertThatThrownBy(() -> filter.allow(ranges("127.0.0.1")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("nobody listens");
    }
}
