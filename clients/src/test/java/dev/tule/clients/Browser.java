package dev.tule.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A Chromium without a window that shows one page, asked over the DevTools protocol what the page
 * holds (<a href="https://chromedevtools.github.io/devtools-protocol/">Runtime.evaluate</a>). For
 * one thread.
 */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Pattern PAGE =
            Pattern.compile("\"webSocketDebuggerUrl\": *\"(ws://[^\"]*/page/[^\"]*)\"");
    private static final Pattern VALUE = Pattern.compile("\"value\":\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Process process;
    private final HttpClient http = HttpClient.newHttpClient();
    private final LinkedBlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private @Nullable WebSocket devTools;

    private Browser(Process process) {
        this.process = process;
    }

    /** Opens a page; the profile is a new directory. */
    static Browser open(URI page, Path profile) throws Exception {
        Process process =
                new ProcessBuilder(
                                "chromium",
                                "--headless",
                                "--no-sandbox", // which root may not use
                                "--disable-gpu",
                                "--disable-dev-shm-usage",
                                "--no-first-run",
                                "--remote-debugging-port=0",
                                "--user-data-dir=" + profile,
                                "--window-size=1200,1000",
                                page.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Browser browser = new Browser(process);
        try {
            browser.attach(profile.resolve("DevToolsActivePort"));
            return browser;
        } catch (Exception | Error failure) {
            browser.close();
            throw failure;
        }
    }

    /** Waits until an expression in the page is this text. */
    void await(String expression, String expected) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String found = text(expression);
        while (!found.equals(expected) && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_LOOKS);
            found = text(expression);
        }
        assertThat(found).as(expression).isEqualTo(expected);
    }

    /**
     * What an expression in the page is, as the protocol's JSON writes the text; where it fails, as
     * it does before the page is there, the error.
     */
    String text(String expression) throws InterruptedException, IOException {
        if (devTools == null) {
            throw new IllegalStateException("not attached");
        }
        String quoted = expression.replace("\\", "\\\\").replace("\"", "\\\"");
        String guarded =
                "(() => { try { return String(%s) } catch (error) { return String(error) } })()"
                        .formatted(quoted);
        String command =
                "{\"id\":1,\"method\":\"Runtime.evaluate\",\"params\":{\"expression\":\"%s\"}}"
                        .formatted(guarded);
        devTools.sendText(command, true).join();
        String answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Matcher value = VALUE.matcher(String.valueOf(answer));
        if (!value.find()) {
            throw new IOException(expression + " was answered with " + answer);
        }
        return value.group(1);
    }

    private void attach(Path portFile) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            List<String> lines = Files.exists(portFile) ? Files.readAllLines(portFile) : List.of();
            Matcher page = PAGE.matcher(lines.isEmpty() ? "" : pages(lines.getFirst()));
            if (page.find()) {
                devTools =
                        http.newWebSocketBuilder()
                                .buildAsync(URI.create(page.group(1)), new Answers())
                                .join();
                return;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        throw new IOException("Chromium did not open the page");
    }

    private String pages(String port) throws IOException, InterruptedException {
        URI list = URI.create("http://127.0.0.1:" + port + "/json/list");
        return http.send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Override
    public void close() {
        if (devTools != null) {
            devTools.abort();
        }
        http.shutdownNow();
        List<ProcessHandle> all =
                Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(ended -> ended.onExit().join()); // they write to the profile until then
    }

    /** Puts the parts of each message together. */
    private final class Answers implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            message.append(part);
            if (last) {
                answers.add(message.toString());
                message.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }
}
