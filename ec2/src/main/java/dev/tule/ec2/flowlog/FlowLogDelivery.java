package dev.tule.ec2.flowlog;

import dev.tule.aws.AccountRegion;
import dev.tule.vnet.filter.FlowRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ec2.model.FlowLog;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Writes flow records to S3: an object for each flow log and interval in which something flowed.
 * What S3 doesn't take is kept for the next interval, up to a limit. Safe for use by many threads.
 */
public final class FlowLogDelivery implements AutoCloseable {
    /** Lines waiting for one flow log; further ones are lost, and counted. */
    static final int MOST_LINES = 50_000;

    private static final System.Logger LOG = System.getLogger(FlowLogDelivery.class.getName());
    private static final DateTimeFormatter DAY = utc("yyyy/MM/dd");
    private static final DateTimeFormatter MINUTE = utc("yyyyMMdd'T'HHmm'Z'");

    private final @Nullable Function<AccountRegion, S3Client> s3;
    private final Duration interval;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
    private final AtomicLong lost = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    private FlowLogDelivery(
            @Nullable Function<AccountRegion, S3Client> s3,
            Duration interval,
            InstantSource clock,
            RandomGenerator random) {
        this.s3 = s3;
        this.interval = interval;
        this.clock = clock;
        this.random = random;
        this.thread = Thread.ofVirtual().name("ec2-flow-logs").unstarted(this::run);
    }

    /**
     * Begins to deliver.
     *
     * @param s3 of an account and region; null for none, and nothing is delivered
     * @param interval between two objects of a flow log
     */
    public static FlowLogDelivery start(
            @Nullable Function<AccountRegion, S3Client> s3,
            Duration interval,
            InstantSource clock,
            RandomGenerator random) {
        FlowLogDelivery delivery = new FlowLogDelivery(s3, interval, clock, random);
        delivery.thread.start();
        return delivery;
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /** The lines of one flow log that wait for S3; guarded by itself. */
    private static final class Waiting {
        private final AccountRegion where;
        private final FlowLog log;
        private final FlowLogFormat format;
        private final List<String> lines = new ArrayList<>();

        Waiting(AccountRegion where, FlowLog log) {
            this.where = where;
            this.log = log;
            this.format = FlowLogFormat.of(log.logFormat());
        }
    }

    /** Takes a record of an interface that a flow log is about; never blocks. */
    public void take(AccountRegion where, FlowLog log, NetworkInterface at, FlowRecord flow) {
        if (s3 == null) {
            return;
        }
        String traffic = log.trafficTypeAsString();
        if (traffic.equals(flow.accepted() ? "REJECT" : "ACCEPT")) {
            return;
        }
        long now = System.nanoTime();
        Instant time = clock.instant();
        FlowLine line =
                new FlowLine(
                        flow,
                        at,
                        where.region(),
                        time.minusNanos(now - flow.startNanos()),
                        time.minusNanos(now - flow.endNanos()));
        Waiting to = waiting.computeIfAbsent(log.flowLogId(), _ -> new Waiting(where, log));
        synchronized (to) {
            if (to.lines.size() < MOST_LINES) {
                to.lines.add(to.format.line(line));
            } else {
                lost.incrementAndGet();
            }
        }
    }

    /** Records that were lost because S3 did not take their flow log's for too long. */
    public long lost() {
        return lost.get();
    }

    private void run() {
        try {
            while (!closing.await(interval.toMillis(), TimeUnit.MILLISECONDS)) {
                waiting.values().forEach(this::deliver);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(Waiting from) {
        List<String> lines;
        synchronized (from) {
            lines = List.copyOf(from.lines);
        }
        if (s3 == null || lines.isEmpty()) {
            return;
        }
        Destination to = Destination.of(from.log.logDestination());
        String key = to.prefix() + key(from);
        try {
            s3.apply(from.where)
                    .putObject(
                            request -> request.bucket(to.bucket()).key(key),
                            RequestBody.fromBytes(gzip(from.format.header(), lines)));
        } catch (SdkException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Flow log {0} can''t be written to {1}: {2}",
                    from.log.flowLogId(),
                    from.log.logDestination(),
                    e.getMessage());
            return;
        }
        synchronized (from) {
            from.lines.subList(0, lines.size()).clear();
        }
    }

    private String key(Waiting from) {
        Instant now = clock.instant();
        String account = from.where.account();
        String region = from.where.region();
        return "AWSLogs/%s/vpcflowlogs/%s/%s/%s_vpcflowlogs_%s_%s_%s_%08x.log.gz"
                .formatted(
                        account,
                        region,
                        DAY.format(now),
                        account,
                        region,
                        from.log.flowLogId(),
                        MINUTE.format(now),
                        random.nextInt());
    }

    private static byte[] gzip(String header, List<String> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Writer out =
                new OutputStreamWriter(new GZIPOutputStream(bytes), StandardCharsets.US_ASCII)) {
            out.write(header + "\n");
            for (String line : lines) {
                out.write(line + "\n");
            }
        } catch (IOException e) {
            throw new IllegalStateException("writing to an array does no I/O", e);
        }
        return bytes.toByteArray();
    }

    /** Delivers what waits, once. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        waiting.values().forEach(this::deliver);
    }
}
