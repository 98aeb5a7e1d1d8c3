package dev.tule.rds;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.Permission;
import dev.tule.aws.ServedApi;
import dev.tule.aws.stored.StoredPlace;
import dev.tule.engines.Engines;
import dev.tule.engines.ServerEvent;
import dev.tule.engines.ServerName;
import dev.tule.rds.access.Authority;
import dev.tule.rds.engine.Releases;
import dev.tule.rds.export.Exporter;
import dev.tule.rds.resource.Place;
import dev.tule.store.Store;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rdsdata.RdsDataClient;

/**
 * RDS over a store and database engines: the parts that a server registers. Opening it takes up
 * what an earlier run left to be done. Safe for use by many threads.
 */
public final class Rds implements AutoCloseable {
    private final Store store;
    private final InstantSource clock;
    private final Surroundings around;
    private final Map<AccountRegion, RdsService> services = new ConcurrentHashMap<>();

    private Rds(Store store, InstantSource clock, Surroundings around) {
        this.store = store;
        this.clock = clock;
        this.around = around;
    }

    /**
     * Opens RDS. Store and engines stay the caller's to close, after this.
     *
     * @param random for resource ids, windows, addresses and keys
     */
    public static Rds open(
            Store store,
            Engines engines,
            Neighbours neighbours,
            InstantSource clock,
            SecureRandom random,
            RdsConfig config) {
        Surroundings around =
                new Surroundings(
                        engines,
                        Releases.of(engines.offers(), config.images()),
                        new Authority(store, neighbours.secrets(), clock, random),
                        neighbours,
                        random,
                        config);
        Exporter.sweep(engines);
        Rds rds = new Rds(store, clock, around);
        engines.onEvent(rds::happened);
        engines.checkTokens(rds::accepts);
        StoredPlace.known(Place.SERVICE, store).forEach(rds::service);
        return rds;
    }

    private boolean accepts(ServerName server, String user, String token) {
        return services.values().stream().anyMatch(service -> service.accepts(server, user, token));
    }

    private void happened(ServerEvent event) {
        services.values().forEach(service -> service.happened(event));
    }

    private RdsService service(AccountRegion where) {
        return services.computeIfAbsent(
                where,
                _ -> {
                    Place place = new Place(store, where, clock);
                    place.know();
                    RdsService service = new RdsService(place, around);
                    service.start();
                    return service;
                });
    }

    /** RDS of an account and region: the same object each time. Not the caller's to close. */
    public RdsClient client(AccountRegion where) {
        return service(where);
    }

    /** The API of 2014-10-31, which programs of older versions speak as well. */
    public ServedApi.Sdk<RdsClient> api() {
        return new ServedApi.Sdk<>("rds", "rds", RdsClient.class, this::client, Rds::permissions);
    }

    /** The Data API of 2018-08-01, over the same instances. */
    public ServedApi.Sdk<RdsDataClient> dataApi() {
        return new ServedApi.Sdk<>(
                "rdsdata",
                "rds-data",
                RdsDataClient.class,
                where -> service(where).data(),
                Rds::dataPermissions);
    }

    /** What of Secrets Manager the Data API's callers need. */
    public ServedApi.Json secretsApi() {
        return new ServedApi.Json(
                "secretsmanager",
                "secretsmanager",
                "com.amazonaws.secretsmanager",
                where -> service(where).secrets(),
                (_, operation, request) ->
                        List.of(
                                new Permission(
                                        "secretsmanager:" + operation,
                                        String.valueOf(
                                                request.getOrDefault(
                                                        "SecretId", Permission.ANY)))));
    }

    /** All of them, for a front door to serve. */
    public List<ServedApi> apis() {
        return List.of(api(), dataApi(), secretsApi());
    }

    /** The certificate, in PEM, of the authority that signs what database servers show over TLS. */
    public String certificateAuthority() {
        return around.authority().pem();
    }

    /** What a request needs; who has a snapshot exported passes a role on. */
    private static List<Permission> permissions(
            AccountRegion where, String operation, SdkRequest request) {
        Permission own = new Permission("rds:" + operation, resource(where, request));
        return request.getValueForField("IamRoleArn", String.class)
                .map(role -> List.of(own, Permission.toPass(role, "export.rds.amazonaws.com")))
                .orElse(List.of(own));
    }

    /** Who comes with a secret must be allowed to read it. */
    private static List<Permission> dataPermissions(
            AccountRegion where, String operation, SdkRequest request) {
        Permission own =
                new Permission(
                        "rds-data:" + operation,
                        request.getValueForField("resourceArn", String.class)
                                .orElse(Permission.ANY));
        return request.getValueForField("secretArn", String.class)
                .map(arn -> List.of(own, new Permission("secretsmanager:GetSecretValue", arn)))
                .orElse(List.of(own));
    }

    /** The ARN of what a request names. */
    private static String resource(AccountRegion where, SdkRequest request) {
        String prefix = "arn:aws:rds:" + where.region() + ":" + where.account() + ":";
        return named(request, "DBInstanceIdentifier", prefix + "db:")
                .or(() -> named(request, "DBSnapshotIdentifier", prefix + "snapshot:"))
                .or(() -> named(request, "SourceArn", ""))
                .or(() -> named(request, "DBParameterGroupName", prefix + "pg:"))
                .or(() -> named(request, "OptionGroupName", prefix + "og:"))
                .or(() -> named(request, "DBSubnetGroupName", prefix + "subgrp:"))
                .or(() -> named(request, "DBSecurityGroupName", prefix + "secgrp:"))
                .or(() -> named(request, "SubscriptionName", prefix + "es:"))
                .or(() -> named(request, "ResourceName", ""))
                .orElse(Permission.ANY);
    }

    private static Optional<String> named(SdkRequest request, String field, String prefix) {
        return request.getValueForField(field, String.class)
                .map(name -> name.startsWith("arn:") ? name : prefix + name);
    }

    /** Ends what runs behind the answers; requests must have ended before. The servers go on. */
    @Override
    public void close() {
        services.values().forEach(RdsService::close);
    }
}
