package dev.tule.ec2.metering;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.compute.ComputeException;
import dev.tule.compute.Machine;
import dev.tule.ec2.metering.Reading.Span;
import dev.tule.vnet.NetworkInterface;
import dev.tule.vnet.link.LinkStatistics;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;

/**
 * Measures all machines when a minute has passed: what they used goes to the sink under the moment
 * when the minute began, every fifth time for five minutes as well. A machine's first minute begins
 * with its first sample. For one thread; {@link #close} may be called by any.
 */
public final class Meter implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Meter.class.getName());
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

    /**
     * How long all machines may take. One that is being stopped lets whoever asks wait; and alarms
     * are looked at two seconds after the minute.
     */
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final Supplier<? extends Collection<? extends Probe>> probes;
    private final Function<String, Optional<NetworkInterface>> cards;
    private final MeterSink sink;
    private final InstantSource clock;
    private final ExecutorService measuring =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("ec2-meter-", 0).factory());
    private final ScheduledThreadPoolExecutor ticker =
            new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name("ec2-meter").factory());

    @GuardedBy("this")
    private Instant last;

    @GuardedBy("this")
    private Map<String, Sample> aMinuteAgo = new HashMap<>();

    @GuardedBy("this")
    private Map<String, Sample> fiveMinutesAgo = new HashMap<>();

    private Meter(
            Supplier<? extends Collection<? extends Probe>> probes,
            Function<String, Optional<NetworkInterface>> cards,
            MeterSink sink,
            InstantSource clock) {
        this.probes = probes;
        this.cards = cards;
        this.sink = sink;
        this.clock = clock;
        this.last = minute();
    }

    /**
     * A meter that doesn't run by itself.
     *
     * @param probes of all places
     * @param cards the network interface of an identifier
     */
    public static Meter of(
            Supplier<? extends Collection<? extends Probe>> probes,
            Function<String, Optional<NetworkInterface>> cards,
            MeterSink sink,
            InstantSource clock) {
        return new Meter(probes, cards, sink, clock);
    }

    /** Runs from now on, until it is closed. */
    public Meter started() {
        var _ = ticker.scheduleWithFixedDelay(this::tick, 100, 100, TimeUnit.MILLISECONDS);
        return this;
    }

    private Instant minute() {
        return clock.instant().truncatedTo(ChronoUnit.MINUTES);
    }

    private void tick() {
        try {
            measure();
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "Machines could not be measured", failure);
        }
    }

    /** Measures, if a minute has passed since the last time. */
    public synchronized void measure() {
        Instant now = minute();
        if (!now.isAfter(last)) {
            return;
        }
        boolean fifth = now.getEpochSecond() % FIVE_MINUTES.toSeconds() == 0;
        last = now;
        Map<String, Sample> samples = new HashMap<>();
        for (Probe probe : probes.get()) {
            List<Reading> readings = new ArrayList<>();
            for (Measured each : measured(probe)) {
                each.sample.ifPresent(sample -> samples.put(each.instance.instanceId(), sample));
                readings.add(minute(each, now));
                if (fifth) {
                    used(each, fiveMinutesAgo)
                            .ifPresent(
                                    metrics ->
                                            readings.add(
                                                    new Reading(
                                                            each.instance,
                                                            now.minus(FIVE_MINUTES),
                                                            Span.FIVE_MINUTES,
                                                            metrics)));
                }
            }
            send(probe, readings);
        }
        aMinuteAgo = samples;
        if (fifth) {
            fiveMinutesAgo = samples;
        } else {
            samples.forEach(fiveMinutesAgo::putIfAbsent);
            fiveMinutesAgo.keySet().retainAll(samples.keySet());
        }
    }

    private void send(Probe probe, List<Reading> readings) {
        if (readings.isEmpty()) {
            return;
        }
        try {
            sink.take(probe.where(), readings);
        } catch (RuntimeException failure) {
            LOG.log(Level.WARNING, "What machines used could not be noted", failure);
        }
    }

    @GuardedBy("this")
    private Reading minute(Measured each, Instant now) {
        List<Metric> metrics = new ArrayList<>(used(each, aMinuteAgo).orElse(List.of()));
        double failed = each.well ? 0 : 1;
        metrics.add(new Metric("StatusCheckFailed", "Count", failed));
        metrics.add(new Metric("StatusCheckFailed_Instance", "Count", failed));
        metrics.add(new Metric("StatusCheckFailed_System", "Count", failed));
        return new Reading(each.instance, now.minus(MINUTE), Span.MINUTE, metrics);
    }

    private static Optional<List<Metric>> used(Measured each, Map<String, Sample> before) {
        Sample known = before.get(each.instance.instanceId());
        return known == null
                ? Optional.empty()
                : each.sample.flatMap(sample -> sample.since(known));
    }

    /**
     * What was found of an instance.
     *
     * @param well whether what runs it answers
     */
    private record Measured(Instance instance, boolean well, Optional<Sample> sample) {}

    private List<Measured> measured(Probe probe) {
        List<Instance> running = probe.running();
        List<Callable<Measured>> tasks =
                running.stream()
                        .map(each -> (Callable<Measured>) () -> measure(probe, each))
                        .toList();
        List<Measured> measured = new ArrayList<>();
        try {
            List<Future<Measured>> done =
                    measuring.invokeAll(tasks, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            for (Future<Measured> each : done) {
                try {
                    measured.add(each.get());
                } catch (CancellationException tooLong) {
                    LOG.log(Level.DEBUG, "a machine did not let itself be measured in time");
                } catch (ExecutionException failure) {
                    LOG.log(Level.WARNING, "A machine could not be measured", failure);
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        return measured;
    }

    private Measured measure(Probe probe, Instance instance) {
        Optional<Machine> machine = probe.machine(instance.instanceId());
        if (machine.isEmpty()) {
            return new Measured(instance, false, Optional.empty());
        }
        boolean well = machine.get().healthy();
        try {
            Sample sample =
                    Sample.of(
                            machine.get().metrics(),
                            machine.get().spec().vcpus(),
                            traffic(instance));
            return new Measured(instance, well, Optional.of(sample));
        } catch (ComputeException endedMeanwhile) {
            return new Measured(instance, well, Optional.empty());
        }
    }

    private Sample.Traffic traffic(Instance instance) {
        return instance.networkInterfaces().stream()
                .map(InstanceNetworkInterface::networkInterfaceId)
                .flatMap(id -> cards.apply(id).stream())
                .map(card -> traffic(card.statistics().link()))
                .reduce(Sample.Traffic.NONE, Sample.Traffic::plus);
    }

    /** What comes in at the network's end of a link has gone out of the machine. */
    private static Sample.Traffic traffic(LinkStatistics link) {
        return new Sample.Traffic(
                link.bytesOut(), link.bytesIn(), link.framesOut(), link.framesIn());
    }

    /** Ends when nothing is being measured any more. */
    @Override
    public void close() {
        ticker.shutdownNow();
        measuring.shutdownNow();
    }
}
