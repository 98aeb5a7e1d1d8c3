package dev.tule.server.cloud;

import dev.tule.aws.ServedApi;
import dev.tule.aws.signature.SignatureVerifier;
import dev.tule.cloudwatch.CloudWatch;
import dev.tule.containers.ContainerEngine;
import dev.tule.engines.EngineException;
import dev.tule.engines.EngineKind;
import dev.tule.engines.EngineOffer;
import dev.tule.engines.Engines;
import dev.tule.engines.EnginesConfig;
import dev.tule.engines.container.ContainerEngines;
import dev.tule.engines.local.LocalEngines;
import dev.tule.iam.Iam;
import dev.tule.rds.Neighbours;
import dev.tule.rds.Rds;
import dev.tule.rds.RdsConfig;
import dev.tule.rds.access.ConnectTokens;
import dev.tule.rds.engine.Engine;
import dev.tule.rds.life.MetricSink;
import dev.tule.s3.S3;
import dev.tule.server.config.DatabasesConfig;
import dev.tule.store.Store;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/**
 * Database servers and RDS over them. Where this machine can't hold any, the server starts without
 * RDS and its log says why. Closed by the thread that opened it.
 */
final class Databases implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Databases.class.getName());

    private final @Nullable Engines engines;
    private final @Nullable Rds rds;

    private Databases(@Nullable Engines engines, @Nullable Rds rds) {
        this.engines = engines;
        this.rds = rds;
    }

    static Databases open(
            DataDirectory data,
            Store store,
            Iam iam,
            CloudWatch cloudWatch,
            S3 s3,
            WampTopics topics,
            DatabasesConfig config,
            InstantSource clock)
            throws IOException {
        Engines engines;
        Map<Engine, EngineOffer> images = new EnumMap<>(Engine.class);
        try {
            engines = withContainers(data, locals(data, config, clock), config, images, clock);
        } catch (EngineException cantRun) {
            LOG.log(Level.DEBUG, "RDS is not served: {0}", cantRun.getMessage());
            return new Databases(null, null);
        }
        RdsConfig usual =
                RdsConfig.in(data.backups()).withMemory(config.memoryBytes()).withImages(images);
        Rds rds =
                Rds.open(
                        store,
                        engines,
                        new Neighbours(
                                iam.secrets().of("rds"),
                                new ConnectTokens(
                                        new SignatureVerifier(iam.accessKeys(), clock),
                                        iam.authoriser(),
                                        clock),
                                (where, instance, at, metrics) ->
                                        cloudWatch.put(
                                                where, "AWS/RDS", data(instance, at, metrics)),
                                new DatabaseEvents(topics),
                                new DatabaseExports(
                                        s3, iam.serviceRoles(), iam.authoriser(), clock)),
                        clock,
                        new SecureRandom(),
                        config.address().map(usual::withAddress).orElse(usual));
        return new Databases(engines, rds);
    }

    private static Engines locals(DataDirectory data, DatabasesConfig config, InstantSource clock)
            throws IOException {
        return LocalEngines.open(
                EnginesConfig.in(data.engines()).withInstalled(config.installed()), clock);
    }

    /**
     * Servers in containers beside the others, where the configuration names images.
     *
     * @param images filled with what there is of each
     */
    private static Engines withContainers(
            DataDirectory data,
            Engines locals,
            DatabasesConfig config,
            Map<Engine, EngineOffer> images,
            InstantSource clock)
            throws IOException {
        Optional<Path> socket = ContainerEngine.find();
        if (config.containers().isEmpty() || socket.isEmpty()) {
            config.containers()
                    .forEach(
                            (engine, image) ->
                                    images.put(
                                            engine,
                                            ContainerEngines.look(socket, image, engine.kind())));
            return locals;
        }
        Map<String, EngineKind> kinds = new TreeMap<>();
        config.containers().forEach((engine, image) -> kinds.put(image, engine.kind()));
        ContainerEngines engines =
                ContainerEngines.open(
                        socket.get(), data.engines().resolve("containers"), kinds, locals, clock);
        config.containers().forEach((engine, image) -> images.put(engine, engines.offer(image)));
        return engines;
    }

    private static List<MetricDatum> data(
            String instance, Instant at, List<MetricSink.Metric> metrics) {
        Dimension dimension =
                Dimension.builder().name("DBInstanceIdentifier").value(instance).build();
        return metrics.stream()
                .map(
                        metric ->
                                MetricDatum.builder()
                                        .metricName(metric.name())
                                        .unit(metric.unit())
                                        .value(metric.value())
                                        .timestamp(at)
                                        .dimensions(dimension)
                                        .build())
                .toList();
    }

    /** RDS, for the front door to serve; nothing where there is none. */
    List<ServedApi> apis() {
        return rds == null ? List.of() : rds.apis();
    }

    @Override
    public void close() {
        if (rds != null) {
            rds.close();
        }
        if (engines != null) {
            engines.close();
        }
    }
}
