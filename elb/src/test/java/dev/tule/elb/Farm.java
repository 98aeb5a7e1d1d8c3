package dev.tule.elb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.aws.AccountRegion;
import dev.tule.elb.plane.Backends;
import dev.tule.elb.plane.MetricSink;
import dev.tule.http.Handler;
import dev.tule.http.HttpServer;
import dev.tule.http.KeyRing;
import dev.tule.http.ListenerConfig;
import dev.tule.http.Network;
import dev.tule.http.Response;
import dev.tule.http.TlsIdentity;
import dev.tule.http.WebSocket;
import dev.tule.store.RocksStore;
import dev.tule.store.Store;
import dev.tule.store.StoreConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import software.amazon.awssdk.services.elasticloadbalancing.ElasticLoadBalancingClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/**
 * Load balancers over a store in a directory, before servers of this process. A second of theirs is
 * 5 ms. For one thread.
 */
final class Farm implements AutoCloseable {
    static final AccountRegion HERE = new AccountRegion("000000000000", "us-east-1");
    private static final ElbConfig QUICK =
            new ElbConfig(Duration.ofMillis(20), Duration.ofMillis(50), Duration.ofMillis(5));
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    final FakeEc2 ec2 = new FakeEc2();
    final List<MetricSink.Reading> readings = new CopyOnWriteArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Network network = Network.open();
    private final Store store;
    private final Deque<HttpServer> servers = new ArrayDeque<>();
    private Elb elb;

    Farm(Path directory) throws IOException {
        store = RocksStore.open(directory.resolve("store"), StoreConfig.DEFAULT);
        elb = opened();
    }

    private Elb opened() {
        return Elb.open(
                store,
                new Elb.Means(
                        InstantSource.system(),
                        new SecureRandom(),
                        () -> ThreadLocalRandom.current().nextLong(),
                        _ -> ec2,
                        network,
                        Backends.HOST,
                        this::certificate,
                        this::measured),
                QUICK);
    }

    /** Those of the test's resources, called by their files' names. */
    private Optional<TlsIdentity> certificate(AccountRegion where, String arn) {
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        try (InputStream body = Farm.class.getResourceAsStream("certificates/" + name + ".crt");
                InputStream key = Farm.class.getResourceAsStream("certificates/" + name + ".key")) {
            if (body == null || key == null) {
                return Optional.empty();
            }
            return Optional.of(
                    TlsIdentity.ofPem(
                            new String(body.readAllBytes(), StandardCharsets.US_ASCII),
                            new String(key.readAllBytes(), StandardCharsets.US_ASCII)));
        } catch (IOException | CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    static String certificateArn(String name) {
        return "arn:aws:iam::000000000000:server-certificate/" + name;
    }

    private void measured(
            AccountRegion where, String namespace, Instant at, List<MetricSink.Reading> taken) {
        readings.addAll(taken);
    }

    /** The server comes back. */
    void restart() {
        elb.close();
        elb = opened();
    }

    ElasticLoadBalancingV2Client client() {
        return elb.v2(HERE);
    }

    ElasticLoadBalancingClient classic() {
        return elb.classic(HERE);
    }

    // ---- Servers.

    /** A server behind the balancer; closed with this. */
    HttpServer server(Handler handler) throws IOException {
        HttpServer server = HttpServer.start(ListenerConfig.of(handler));
        servers.push(server);
        return server;
    }

    /** One that serves WebSockets at a path. */
    HttpServer webSocketServer(String path, WebSocket.Endpoint endpoint) throws IOException {
        HttpServer server =
                HttpServer.start(
                        ListenerConfig.of(_ -> Response.empty(200)).withWebSocket(path, endpoint));
        servers.push(server);
        return server;
    }

    /** One that speaks TLS alone, with a certificate of the test's resources. */
    HttpServer secureServer(String certificate, Handler handler) throws IOException {
        KeyRing ring = new KeyRing(List.of(certificate(HERE, certificate).orElseThrow()));
        HttpServer server =
                HttpServer.start(ListenerConfig.of(handler).withKeys(ring, Set.of("TLSv1.3")));
        servers.push(server);
        return server;
    }

    /** The server goes down. */
    void end(HttpServer server) {
        servers.remove(server);
        server.close();
    }

    /**
     * A port that is most likely free, and stays so: below those that a system gives to whoever
     * asks for any, as other tests do at the same time.
     */
    static int freePort() {
        return ThreadLocalRandom.current().nextInt(15_000, 32_000);
    }

    // ---- What is before them.

    LoadBalancer balancer(String name) {
        return client().createLoadBalancer(request -> request.name(name).subnets(FakeEc2.SUBNETS))
                .loadBalancers()
                .getFirst();
    }

    /** A group of addresses that is checked often. */
    String group(String name, Consumer<CreateTargetGroupRequest.Builder> more) {
        return client().createTargetGroup(
                        request ->
                                request.name(name)
                                        .protocol("HTTP")
                                        .port(80)
                                        .vpcId(FakeEc2.VPC)
                                        .targetType(TargetTypeEnum.IP)
                                        .healthCheckIntervalSeconds(5)
                                        .healthCheckTimeoutSeconds(2)
                                        .applyMutation(more))
                .targetGroups()
                .getFirst()
                .targetGroupArn();
    }

    String group(String name) {
        return group(name, _ -> {});
    }

    void register(String group, HttpServer... these) {
        List<TargetDescription> targets = new ArrayList<>();
        for (HttpServer each : these) {
            targets.add(TargetDescription.builder().id("127.0.0.1").port(each.port()).build());
        }
        client().registerTargets(request -> request.targetGroupArn(group).targets(targets));
    }

    void deregister(String group, HttpServer server) {
        client().deregisterTargets(
                        request ->
                                request.targetGroupArn(group)
                                        .targets(
                                                TargetDescription.builder()
                                                        .id("127.0.0.1")
                                                        .port(server.port())
                                                        .build()));
    }

    static Action forward(String group) {
        return Action.builder().type(ActionTypeEnum.FORWARD).targetGroupArn(group).build();
    }

    /** A listener on a free port. */
    String listener(LoadBalancer balancer, Action action) {
        return listener(balancer, freePort(), action);
    }

    String listener(LoadBalancer balancer, int port, Action action) {
        return client().createListener(
                        request ->
                                request.loadBalancerArn(balancer.loadBalancerArn())
                                        .protocol("HTTP")
                                        .port(port)
                                        .defaultActions(action))
                .listeners()
                .getFirst()
                .listenerArn();
    }

    /** The state of each target of a group, its reason behind it. */
    List<String> health(String group) {
        return client()
                .describeTargetHealth(request -> request.targetGroupArn(group))
                .targetHealthDescriptions()
                .stream()
                .map(each -> each.targetHealth())
                .map(
                        each ->
                                each.reasonAsString() == null
                                        ? each.stateAsString()
                                        : each.stateAsString() + " " + each.reasonAsString())
                .toList();
    }

    void awaitHealth(String group, String... states) {
        await(() -> health(group).equals(List.of(states)), () -> "health " + health(group));
    }

    static void await(BooleanSupplier condition, java.util.function.Supplier<String> what) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what.get()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    // ---- Clients.

    /** Where a load balancer listens, as its description says. */
    URI at(LoadBalancer balancer) {
        return URI.create(described(balancer).state().reason().split(", ", -1)[0]);
    }

    LoadBalancer described(LoadBalancer balancer) {
        return client().describeLoadBalancers(
                        request -> request.loadBalancerArns(balancer.loadBalancerArn()))
                .loadBalancers()
                .getFirst();
    }

    HttpResponse<String> get(URI uri, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        elb.close();
        servers.forEach(HttpServer::close);
        network.close();
        http.close();
        store.close();
    }
}
