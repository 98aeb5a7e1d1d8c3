package dev.tule.ec2.metadata;

import dev.tule.ec2.metadata.MetadataRequest.Answer;
import dev.tule.vnet.InterfaceService;
import dev.tule.vnet.NetworkInterface;
import dev.tule.vnet.tcp.TcpConnection;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers machines at 169.254.169.254, port 80. Safe for use by many threads. */
public final class MetadataService implements InterfaceService.Tcp {
    private static final System.Logger LOG = System.getLogger(MetadataService.class.getName());
    private static final Pattern VERSIONED =
            Pattern.compile("/(latest|1\\.0|20[0-9]{2}-[0-9]{2}-[0-9]{2})(?:/(.*))?");
    private static final String TTL = "x-aws-ec2-metadata-token-ttl-seconds";
    private static final String TOKEN = "x-aws-ec2-metadata-token";

    /** A machine that opens more at once is refused: each of them is a thread. */
    private static final int MOST_CONNECTIONS = 512;

    private final Function<String, Optional<Subject>> subjects;
    private final InstantSource clock;
    private final SessionTokens tokens;
    private final Semaphore connections = new Semaphore(MOST_CONNECTIONS);

    /**
     * @param subjects who is behind a network interface
     * @param random unpredictable: session tokens rest on it
     */
    public MetadataService(
            Function<String, Optional<Subject>> subjects,
            InstantSource clock,
            RandomGenerator random) {
        this.subjects = subjects;
        this.clock = clock;
        this.tokens = new SessionTokens(random);
    }

    @Override
    public void incoming(NetworkInterface from, TcpConnection connection) {
        if (!connections.tryAcquire()) {
            connection.refuse();
            return;
        }
        String id = from.config().id();
        Thread.ofVirtual()
                .name("metadata-" + id)
                .start(
                        () -> {
                            try {
                                connection.accept();
                                converse(
                                        id,
                                        connection.input(),
                                        connection.output(),
                                        connection::limitHops);
                            } catch (IOException e) {
                                LOG.log(Level.DEBUG, "A machine broke off its request", e);
                            } finally {
                                connection.close();
                                connections.release();
                            }
                        });
    }

    /**
     * Answers one request that came from an interface.
     *
     * @param hops told how far the answer may go, where that matters
     */
    void converse(String interfaceId, InputStream in, OutputStream out, IntConsumer hops)
            throws IOException {
        Answer answer;
        boolean content = true;
        try {
            MetadataRequest request = MetadataRequest.read(new BufferedInputStream(in));
            content = !request.method().equals("HEAD");
            answer = answer(interfaceId, request, hops);
        } catch (MetadataRequest.Malformed e) {
            answer = Answer.refusal(400);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The metadata service failed for " + interfaceId, e);
            answer = Answer.refusal(500);
        }
        write(out, answer, content);
    }

    private void write(OutputStream out, Answer answer, boolean content) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " ");
        head.append(answer.status() == 200 ? "OK" : "Refused").append("\r\n");
        field(head, "Content-Type", answer.type());
        field(head, "Content-Length", Integer.toString(answer.body().length));
        // Machines set their clocks by it.
        field(
                head,
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        clock.instant().atOffset(ZoneOffset.UTC)));
        field(head, "Server", "EC2ws");
        answer.fields().forEach((name, value) -> field(head, name, value));
        field(head, "Connection", "close");
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        if (content) {
            out.write(answer.body());
        }
        out.flush();
    }

    private static void field(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private Answer answer(String interfaceId, MetadataRequest request, IntConsumer hops) {
        Optional<Subject> subject = subjects.apply(interfaceId);
        if (subject.isEmpty()) {
            return Answer.refusal(404);
        }
        var options = subject.get().instance().metadataOptions();
        if ("disabled".equals(options.httpEndpointAsString())) {
            return Answer.refusal(403);
        }
        String path = request.path().replaceAll("/{2,}", "/");
        if (path.equals("/latest/api/token")) {
            if (!request.method().equals("PUT")) {
                return Answer.refusal(405);
            }
            // Tokens stay with those who are as near as the owner of the machine allows.
            hops.accept(Objects.requireNonNullElse(options.httpPutResponseHopLimit(), 1));
            return token(subject.get(), request);
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return Answer.refusal(405);
        }
        Optional<String> token = request.field(TOKEN);
        boolean mustHave = "required".equals(options.httpTokensAsString());
        if (token.isPresent() ? !isGood(subject.get(), token.get()) : mustHave) {
            return Answer.refusal(401);
        }
        return at(subject.get(), path);
    }

    private boolean isGood(Subject subject, String token) {
        return tokens.check(subject.instance().instanceId(), token, clock.instant()).isPresent();
    }

    /** Requests that a proxy forwarded get none: it might be open to others. */
    private Answer token(Subject subject, MetadataRequest request) {
        if (request.field("x-forwarded-for").isPresent()) {
            return Answer.refusal(403);
        }
        int seconds;
        try {
            seconds = Integer.parseInt(request.field(TTL).orElse(""));
        } catch (NumberFormatException e) {
            return Answer.refusal(400);
        }
        if (seconds < 1 || seconds > SessionTokens.LONGEST_SECONDS) {
            return Answer.refusal(400);
        }
        Instant ends = clock.instant().plusSeconds(seconds);
        String token = tokens.issue(subject.instance().instanceId(), ends);
        return new Answer(
                200,
                "text/plain",
                token.getBytes(StandardCharsets.US_ASCII),
                Map.of("X-Aws-Ec2-Metadata-Token-Ttl-Seconds", Integer.toString(seconds)));
    }

    private static Answer at(Subject subject, String path) {
        if (path.equals("/")) {
            return Answer.text("1.0\n2009-04-04\n2021-03-23\nlatest");
        }
        Matcher versioned = VERSIONED.matcher(path);
        if (!versioned.matches()) {
            return Answer.refusal(404);
        }
        String below = versioned.group(2) == null ? "" : versioned.group(2);
        boolean userData = subject.userData().length > 0;
        return switch (below) {
            case "" ->
                    Answer.text(userData ? "dynamic\nmeta-data\nuser-data" : "dynamic\nmeta-data");
            case "user-data", "user-data/" ->
                    userData
                            ? new Answer(
                                    200, "application/octet-stream", subject.userData(), Map.of())
                            : Answer.refusal(404);
            case "meta-data/public-keys", "meta-data/public-keys/" ->
                    subject.publicKey().isPresent()
                            ? Answer.text("0=" + subject.instance().keyName())
                            : Answer.refusal(404);
            default ->
                    new MetadataTree(subject)
                            .at(below)
                            .map(Answer::text)
                            .orElseGet(() -> Answer.refusal(404));
        };
    }
}
