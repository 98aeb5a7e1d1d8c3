package dev.tule.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * GET of 1 KiB through an application load balancer, through HAProxy, and without either, from one
 * server: another HAProxy, which answers by itself.
 */
final class BalancerMeasurement {
    private static final String CONTENT = "x".repeat(1023) + "\n";
    private static final int PORT = 8000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Long enough for the compilers of the JVM; HAProxy needs none. */
    private static final int WARM_UP_ROUNDS = 3;

    private final Main.Rounds rounds;
    private final Path scratch;
    private final Wrk many;
    private final Wrk one;

    BalancerMeasurement(Main.Rounds rounds, Path scratch) {
        this.rounds = rounds;
        this.scratch = scratch;
        this.many = new Wrk(rounds.seconds());
        this.one = new Wrk(rounds.seconds(), 1);
    }

    /** A way to the server: the process in between, which is the server itself where none is. */
    private record Way(Server process, URI page, Figures figures) {
        List<SignedRequest> request() {
            return List.of(new SignedRequest("GET", page, Map.of(), new byte[0]));
        }
    }

    void run(Report report) throws Exception {
        Path content = Files.writeString(scratch.resolve("content"), CONTENT);
        try (Server origin = Server.haproxyAnswering(scratch.resolve("origin"), content);
                Server haproxy = Server.haproxyBefore(scratch.resolve("haproxy"), origin.http());
                Server tule = Server.tule(scratch.resolve("tule"))) {
            Way ours = way(tule, balancer(tule.http(), origin.http().getPort()));
            Way theirs = way(haproxy, haproxy.http().resolve("/"));
            Way direct = way(origin, origin.http().resolve("/"));
            measure(report, List.of(ours, theirs, direct));
            String heading = "GET 1 KiB, " + rounds;
            Figures.compare(report, heading, ours.figures, version(), theirs.figures);
            Figures.compare(report, heading, ours.figures, "direct", direct.figures);
        }
    }

    private void measure(Report report, List<Way> ways) throws IOException, InterruptedException {
        for (Way way : ways) {
            for (int round = 0; round < WARM_UP_ROUNDS; round++) {
                many.load(way.page, way.request());
            }
        }
        for (int round = 0; round < rounds.count(); round++) {
            report.progress("balancers, round %d", round + 1);
            for (Way way : ways) {
                measure(way, round);
            }
        }
    }

    private void measure(Way way, int round) throws IOException, InterruptedException {
        Duration before = way.process.processorTime();
        Wrk.Load load = many.load(way.page, way.request());
        double micros = way.process.processorTime().minus(before).toNanos() / 1e3;
        way.figures.set(round, "64 connections, requests/s", load.perSecond());
        way.figures.set(round, "64 connections, p50, us", load.p50());
        way.figures.set(round, "64 connections, p99, us", load.p99());
        way.figures.set(round, "its processor time a request, us", micros / load.requests());
        Wrk.Load alone = one.load(way.page, way.request());
        way.figures.set(round, "1 connection, p50, us", alone.p50());
        way.figures.set(round, "1 connection, p99, us", alone.p99());
    }

    /** Asks once: a way that doesn't lead to the server is not measured. */
    private Way way(Server process, URI page) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(page).build(),
                            HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200 || !answer.body().equals(CONTENT)) {
                throw new IOException(page + " answered " + answer.statusCode() + answer.body());
            }
        }
        return new Way(process, page, new Figures(rounds.count()));
    }

    /** Makes an application load balancer before a port of this host; where it answers. */
    private static URI balancer(URI server, int target) throws IOException, InterruptedException {
        try (QueryApi ec2 = QueryApi.ec2(server);
                QueryApi elb = QueryApi.elb(server)) {
            String subnets = ec2.call("DescribeSubnets", Map.of());
            List<String> ids = QueryApi.elements(subnets, "subnetId");
            String group =
                    made(
                            elb,
                            "CreateTargetGroup",
                            "TargetGroupArn",
                            Map.of(
                                    "Name", "bench",
                                    "TargetType", "ip",
                                    "Protocol", "HTTP",
                                    "Port", Integer.toString(target),
                                    "VpcId", QueryApi.elements(subnets, "vpcId").getFirst()));
            elb.call(
                    "RegisterTargets",
                    Map.of("TargetGroupArn", group, "Targets.member.1.Id", "127.0.0.1"));
            String balancer =
                    made(
                            elb,
                            "CreateLoadBalancer",
                            "LoadBalancerArn",
                            Map.of(
                                    "Name", "bench",
                                    "Subnets.member.1", ids.get(0),
                                    "Subnets.member.2", ids.get(1)));
            elb.call(
                    "CreateListener",
                    Map.of(
                            "LoadBalancerArn",
                            balancer,
                            "Protocol",
                            "HTTP",
                            "Port",
                            Integer.toString(PORT),
                            "DefaultActions.member.1.Type",
                            "forward",
                            "DefaultActions.member.1.TargetGroupArn",
                            group));
            awaitHealthy(elb, group);
            String address =
                    made(
                            elb,
                            "DescribeLoadBalancers",
                            "IpAddress",
                            Map.of("LoadBalancerArns.member.1", balancer));
            return URI.create("http://%s:%d/".formatted(address, PORT));
        }
    }

    /** Calls, and returns the first element of that name. */
    private static String made(
            QueryApi elb, String action, String element, Map<String, String> parameters)
            throws IOException, InterruptedException {
        return QueryApi.elements(elb.call(action, parameters), element).getFirst();
    }

    private static void awaitHealthy(QueryApi elb, String group)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Map<String, String> which = Map.of("TargetGroupArn", group);
        while (!made(elb, "DescribeTargetHealth", "State", which).equals("healthy")) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the target of " + group + " is not healthy");
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    /** Debian's, whichever that is. */
    private static String version() throws IOException {
        Process asked = new ProcessBuilder("haproxy", "-v").start();
        try (var said = asked.inputReader()) {
            return said.readLine().replaceFirst("^HAProxy version ([0-9.]+).*", "HAProxy $1");
        }
    }
}
