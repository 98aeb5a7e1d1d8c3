package dev.tule.elb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.http.Handler;
import dev.tule.http.Headers;
import dev.tule.http.HttpServer;
import dev.tule.http.Request;
import dev.tule.http.Response;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.QueryStringKeyValuePair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ResourceInUseException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

class ApplicationBalancerTest {
    @TempDir Path directory;
    private Farm farm;

    @BeforeEach
    void open() throws Exception {
        farm = new Farm(directory);
    }

    @AfterEach
    void close() {
        farm.close();
    }

    private static Response text(int status, String text) {
        return new Response.Bytes(status, Headers.none(), text.getBytes(StandardCharsets.UTF_8));
    }

    private static Handler saying(String text) {
        return _ -> text(200, text);
    }

    /** A balancer with a listener before these servers, all of them healthy. */
    private URI before(String group, HttpServer... servers) throws Exception {
        LoadBalancer balancer = farm.balancer("web");
        farm.register(group, servers);
        farm.listener(balancer, Farm.forward(group));
        farm.awaitHealth(
                group, Collections.nCopies(servers.length, "healthy").toArray(String[]::new));
        return farm.at(balancer);
    }

    private URI before(HttpServer... servers) throws Exception {
        return before(farm.group("servers"), servers);
    }

    @Test
    void requestsGoToEachTargetInTurn() throws Exception {
        URI at = before(farm.server(saying("one")), farm.server(saying("two")));

        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            answers.add(farm.get(at).body());
        }

        assertThat(answers).containsOnly("one", "two");
        assertThat(answers.stream().filter("one"::equals)).hasSize(3);
    }

    @Test
    void aTargetLearnsWhoAskedAndNothingOfTheConnection() throws Exception {
        List<Request> seen = new CopyOnWriteArrayList<>();
        HttpServer server =
                farm.server(
                        request -> {
                            seen.add(request);
                            return text(200, "");
                        });
        URI at = before(server);

        farm.get(
                at.resolve("/a%20b?c=d&e"),
                "X-Forwarded-For",
                "203.0.113.9",
                "X-Forwarded-Proto",
                "gopher",
                "Te",
                "trailers",
                "X-Mine",
                "yes");

        Request request =
                seen.stream().filter(each -> !each.rawPath().equals("/")).findFirst().orElseThrow();
        Headers headers = request.headers();
        assertThat(request.rawPath() + "?" + request.rawQuery()).isEqualTo("/a%20b?c=d&e");
        assertThat(headers.all("X-Forwarded-For")).containsExactly("203.0.113.9, 127.0.0.1");
        assertThat(headers.all("X-Forwarded-Proto")).containsExactly("http");
        assertThat(headers.first("X-Forwarded-Port")).contains(String.valueOf(at.getPort()));
        assertThat(headers.first("Host")).contains(at.getAuthority());
        assertThat(headers.first("X-Amzn-Trace-Id").orElseThrow())
                .matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24}");
        assertThat(headers.first("X-Mine")).contains("yes");
        assertThat(headers.contains("Te")).isFalse();
    }

    @Test
    void contentGoesThroughBothWays() throws Exception {
        URI at =
                before(
                        farm.server(
                                request -> {
                                    byte[] whole = request.body().readAll(10_000_000);
                                    return new Response.Stream(
                                            200,
                                            Headers.none(),
                                            OptionalLong.empty(),
                                            out -> out.write(whole));
                                }));
        byte[] content = new byte[3_000_000];
        new java.util.Random(7).nextBytes(content);
        String text = new String(content, StandardCharsets.ISO_8859_1);

        HttpResponse<String> known =
                farm.send(
                        HttpRequest.newBuilder(at)
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                text, StandardCharsets.ISO_8859_1))
                                .build());
        HttpResponse<String> chunked =
                farm.send(
                        HttpRequest.newBuilder(at)
                                .PUT(
                                        HttpRequest.BodyPublishers.ofInputStream(
                                                () ->
                                                        new java.io.ByteArrayInputStream(
                                                                "abc"
                                                                        .getBytes(
                                                                                StandardCharsets
                                                                                        .UTF_8))))
                                .build());

        assertThat(known.statusCode()).isEqualTo(200);
        assertThat(known.body()).isEqualTo(new String(content, StandardCharsets.UTF_8));
        assertThat(chunked.body()).isEqualTo("abc");
    }

    @Test
    void withoutTargetsItIs503AndBehindADeadOneIts502() throws Exception {
        HttpServer server = farm.server(saying("alive"));
        LoadBalancer balancer = farm.balancer("web");
        String group = farm.group("servers");
        farm.listener(balancer, Farm.forward(group));
        URI at = farm.at(balancer);

        HttpResponse<String> none = farm.get(at);
        farm.register(group, server);
        farm.awaitHealth(group, "healthy");
        farm.end(server);
        HttpResponse<String> dead = farm.get(at);

        assertThat(none.statusCode()).isEqualTo(503);
        assertThat(none.body()).contains("<h1>503 Service Temporarily Unavailable</h1>");
        assertThat(none.headers().firstValue("Server")).contains("awselb/2.0");
        assertThat(dead.statusCode()).isEqualTo(502);
        farm.awaitHealth(group, "unhealthy Target.FailedHealthChecks");
    }

    @Test
    void aTargetThatIsSilentForTooLongIs504() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        URI at =
                before(
                        farm.server(
                                request -> {
                                    if (request.rawPath().equals("/slow")) {
                                        end.await();
                                    }
                                    return text(200, "");
                                }));
        String arn =
                farm.client().describeLoadBalancers().loadBalancers().getFirst().loadBalancerArn();
        farm.client()
                .modifyLoadBalancerAttributes(
                        request ->
                                request.loadBalancerArn(arn)
                                        .attributes(
                                                LoadBalancerAttribute.builder()
                                                        .key("idle_timeout.timeout_seconds")
                                                        .value("1")
                                                        .build()));

        int status = farm.get(at.resolve("/slow")).statusCode();
        end.countDown();

        assertThat(status).isEqualTo(504);
    }

    @Test
    void anUnhealthyTargetGetsNoRequestsUntilItIsWellAgain() throws Exception {
        AtomicBoolean ill = new AtomicBoolean();
        HttpServer moody = farm.server(request -> text(ill.get() ? 500 : 200, "moody"));
        String group = farm.group("servers");
        URI at = before(group, moody, farm.server(saying("steady")));

        ill.set(true);
        Farm.await(
                () -> farm.health(group).contains("unhealthy Target.ResponseCodeMismatch"),
                () -> "health " + farm.health(group));
        Set<String> answers = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            answers.add(farm.get(at).body());
        }
        assertThat(answers).containsExactly("steady");

        ill.set(false);
        farm.awaitHealth(group, "healthy", "healthy");
    }

    @Test
    void whileATargetIsTakenOutWhatItHasBegunEndsAndNothingNewComes() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        HttpServer leaving =
                farm.server(
                        request -> {
                            if (request.rawPath().equals("/long")) {
                                begun.countDown();
                                end.await();
                            }
                            asked.incrementAndGet();
                            return text(200, "leaving");
                        });
        String group = farm.group("servers");
        URI at = before(group, leaving);
        CompletableFuture<String> underWay =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return farm.get(at.resolve("/long")).body();
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        begun.await();
        farm.register(group, farm.server(saying("staying")));
        farm.deregister(group, leaving);

        assertThat(farm.health(group)).contains("draining Target.DeregistrationInProgress");
        for (int i = 0; i < 4; i++) {
            assertThat(farm.get(at).body()).isEqualTo("staying");
        }
        end.countDown();
        assertThat(underWay.get()).isEqualTo("leaving");
        farm.awaitHealth(group, "healthy");
    }

    @Test
    void rulesAreTriedByTheirPriorities() throws Exception {
        LoadBalancer balancer = farm.balancer("web");
        String listener = farm.listener(balancer, fixed("404", "nobody"));
        rule(listener, 30, fixed("200", "api"), c -> c.field("path-pattern").values("/api/*"));
        rule(
                listener,
                20,
                fixed("200", "host"),
                c -> c.field("host-header").hostHeaderConfig(h -> h.values("*.Example.com")));
        rule(
                listener,
                10,
                fixed("200", "header"),
                c ->
                        c.field("http-header")
                                .httpHeaderConfig(h -> h.httpHeaderName("X-Kind").values("a?c")));
        rule(
                listener,
                40,
                fixed("200", "query"),
                c ->
                        c.field("query-string")
                                .queryStringConfig(
                                        q ->
                                                q.values(
                                                        QueryStringKeyValuePair.builder()
                                                                .key("v")
                                                                .value("1*")
                                                                .build())));
        rule(
                listener,
                50,
                fixed("200", "method"),
                c ->
                        c.field("http-request-method")
                                .httpRequestMethodConfig(m -> m.values("DELETE")));
        rule(
                listener,
                60,
                fixed("200", "source"),
                c -> c.field("source-ip").sourceIpConfig(s -> s.values("10.0.0.0/8")));
        URI at = farm.at(balancer);

        assertThat(farm.get(at.resolve("/api/x")).body()).isEqualTo("api");
        assertThat(farm.get(at.resolve("/api/x"), "X-Kind", "ABC").body()).isEqualTo("header");
        assertThat(farm.get(at.resolve("/?v=12")).body()).isEqualTo("query");
        assertThat(farm.get(at.resolve("/?w=12")).statusCode()).isEqualTo(404);
        assertThat(farm.send(HttpRequest.newBuilder(at).DELETE().build()).body())
                .isEqualTo("method");
    }

    private static Action fixed(String status, String body) {
        return Action.builder()
                .type(ActionTypeEnum.FIXED_RESPONSE)
                .fixedResponseConfig(f -> f.statusCode(status).messageBody(body))
                .build();
    }

    private void rule(
            String listener,
            int priority,
            Action action,
            java.util.function.Consumer<RuleCondition.Builder> condition) {
        RuleCondition made = RuleCondition.builder().applyMutation(condition).build();
        farm.client()
                .createRule(
                        request ->
                                request.listenerArn(listener)
                                        .priority(priority)
                                        .conditions(made)
                                        .actions(action));
    }

    @Test
    void redirectsKeepWhatTheyDontChange() throws Exception {
        LoadBalancer balancer = farm.balancer("web");
        farm.listener(
                balancer,
                Action.builder()
                        .type(ActionTypeEnum.REDIRECT)
                        .redirectConfig(
                                r ->
                                        r.protocol("HTTPS")
                                                .port("443")
                                                .path("/new/#{path}")
                                                .statusCode("HTTP_301"))
                        .build());
        URI at = farm.at(balancer);

        HttpResponse<String> response = farm.get(at.resolve("/x/y?q=1"));

        assertThat(response.statusCode()).isEqualTo(301);
        assertThat(response.headers().firstValue("Location"))
                .contains("https://" + at.getHost() + "/new/x/y?q=1");
    }

    @Test
    void groupsGetTheirShareByWeight() throws Exception {
        HttpServer blue = farm.server(saying("blue"));
        HttpServer green = farm.server(saying("green"));
        String of = farm.group("blue");
        String and = farm.group("green");
        farm.register(of, blue);
        farm.register(and, green);
        LoadBalancer balancer = farm.balancer("web");
        farm.listener(
                balancer,
                Action.builder()
                        .type(ActionTypeEnum.FORWARD)
                        .forwardConfig(
                                f ->
                                        f.targetGroups(
                                                TargetGroupTuple.builder()
                                                        .targetGroupArn(of)
                                                        .weight(0)
                                                        .build(),
                                                TargetGroupTuple.builder()
                                                        .targetGroupArn(and)
                                                        .weight(3)
                                                        .build()))
                        .build());

        for (int i = 0; i < 5; i++) {
            assertThat(farm.get(farm.at(balancer)).body()).isEqualTo("green");
        }
    }

    @Test
    void aCookieKeepsAClientAtItsTarget() throws Exception {
        String group = farm.group("servers");
        farm.client()
                .modifyTargetGroupAttributes(
                        request ->
                                request.targetGroupArn(group)
                                        .attributes(
                                                TargetGroupAttribute.builder()
                                                        .key("stickiness.enabled")
                                                        .value("true")
                                                        .build()));
        URI at = before(group, farm.server(saying("one")), farm.server(saying("two")));

        HttpResponse<String> first = farm.get(at);
        String cookie = first.headers().allValues("Set-Cookie").getFirst();

        assertThat(cookie).startsWith("AWSALB=").contains("; Expires=").contains("; Path=/");
        for (int i = 0; i < 5; i++) {
            assertThat(farm.get(at, "Cookie", "a=b; " + cookie.split(";", -1)[0]).body())
                    .isEqualTo(first.body());
        }
    }

    @Test
    void listenersComeBackAfterARestart() throws Exception {
        URI at = before(farm.server(saying("still here")));

        farm.restart();

        assertThat(farm.get(at).body()).isEqualTo("still here");
    }

    @Test
    void aPortThatOthersHaveIsServedAsSoonAsTheyLetItGo() throws Exception {
        LoadBalancer balancer = farm.balancer("web");
        String listener;
        try (ServerSocket other = new ServerSocket(0)) {
            listener = farm.listener(balancer, other.getLocalPort(), Farm.forward(farm.group("g")));
            assertThat(state(balancer)).isEqualTo("active_impaired");
        }

        Farm.await(() -> state(balancer).equals("active"), () -> listener + " is not served");

        assertThat(farm.get(farm.at(balancer)).statusCode()).isEqualTo(503);
    }

    private String state(LoadBalancer balancer) {
        return farm.described(balancer).state().codeAsString();
    }

    @Test
    void aGroupInUseStaysAndABalancerGoesWithItsListeners() throws Exception {
        LoadBalancer balancer = farm.balancer("web");
        String group = farm.group("servers");
        String listener = farm.listener(balancer, Farm.forward(group));
        URI at = farm.at(balancer);

        assertThatThrownBy(() -> farm.client().deleteTargetGroup(r -> r.targetGroupArn(group)))
                .isInstanceOf(ResourceInUseException.class);
        farm.client().deleteLoadBalancer(r -> r.loadBalancerArn(balancer.loadBalancerArn()));
        farm.client().deleteTargetGroup(r -> r.targetGroupArn(group));

        assertThatThrownBy(() -> farm.get(at)).isInstanceOf(java.io.IOException.class);
        assertThatThrownBy(() -> farm.client().describeListeners(r -> r.listenerArns(listener)))
                .hasMessageContaining("One or more listeners not found");
    }

    @Test
    void whatIsMeasuredHasAwssNames() throws Exception {
        URI at = before(farm.server(saying("one")));
        farm.get(at);

        Farm.await(
                () ->
                        farm.readings.stream()
                                .map(each -> each.name())
                                .toList()
                                .containsAll(
                                        List.of(
                                                "RequestCount",
                                                "HTTPCode_Target_2XX",
                                                "TargetResponseTime",
                                                "HealthyHostCount")),
                () -> farm.readings.toString());
        assertThat(farm.readings.getFirst().dimensions().get("LoadBalancer"))
                .matches("app/web/[0-9a-f]{16}");
    }
}
