package dev.tule.http;

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
import java.util.Map;
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
 * holds and given keys (<a
 * href="https://chromedevtools.github.io/devtools-protocol/">Runtime.evaluate,
 * Input.dispatchKeyEvent</a>). For one thread.
 */
public final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final int CONTROL = 2;
    private static final Map<String, Integer> KEY_CODES =
            Map.of("Tab", 9, "Enter", 13, "Escape", 27, "ArrowDown", 40);
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
    public static Browser open(URI page, Path profile) throws Exception {
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
    public void await(String expression, String expected) throws InterruptedException, IOException {
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
    public String text(String expression) throws InterruptedException, IOException {
        String quoted = expression.replace("\\", "\\\\").replace("\"", "\\\"");
        String guarded =
                "(() => { try { return String(%s) } catch (error) { return String(error) } })()"
                        .formatted(quoted);
        String answer = command("Runtime.evaluate", "\"expression\":\"%s\"".formatted(guarded));
        Matcher value = VALUE.matcher(answer);
        if (!value.find()) {
            throw new IOException(expression + " was answered with " + answer);
        }
        return value.group(1);
    }

    /** Types a text, as somebody at a keyboard does. */
    public void type(String text) throws InterruptedException {
        for (int i = 0; i < text.length(); i++) {
            press(text.substring(i, i + 1));
        }
    }

    /** Presses a key: a letter, {@code Enter}, {@code Tab}, {@code Escape}, {@code ArrowDown}. */
    public void press(String key) throws InterruptedException {
        String text = key.length() == 1 ? key : key.equals("Enter") ? "\\r" : "";
        press(key, 0, text);
    }

    /** Presses a key while the control key is down. */
    public void control(String key) throws InterruptedException {
        press(key, CONTROL, "");
    }

    private void press(String key, int modifiers, String text) throws InterruptedException {
        String keys = "\"key\":\"%s\",\"modifiers\":%d".formatted(key, modifiers);
        int code = KEY_CODES.getOrDefault(key, 0);
        command(
                "Input.dispatchKeyEvent",
                "\"type\":\"keyDown\",%s,\"text\":\"%s\",\"windowsVirtualKeyCode\":%d"
                        .formatted(keys, text, code));
        command(
                "Input.dispatchKeyEvent",
                "\"type\":\"keyUp\",%s,\"windowsVirtualKeyCode\":%d".formatted(keys, code));
    }

    /** Sends a command of the protocol, and waits for the answer. */
    private String command(String method, String parameters) throws InterruptedException {
        if (devTools == null) {
            throw new IllegalStateException("not attached");
        }
        String command =
                "{\"id\":1,\"method\":\"%s\",\"params\":{%s}}".formatted(method, parameters);
        devTools.sendText(command, true).join();
        return String.valueOf(answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS));
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
