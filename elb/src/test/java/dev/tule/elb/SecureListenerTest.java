package dev.tule.elb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.http.Headers;
import dev.tule.http.HttpServer;
import dev.tule.http.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.elasticloadbalancing.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CertificateNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.OperationNotPermittedException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SslPolicy;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SslPolicyNotFoundException;

/** HTTPS, with certificates that users have uploaded. */
class SecureListenerTest {
    private static final String ONE = Farm.certificateArn("one");
    private static final String TWO = Farm.certificateArn("two");

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

    private static Certificate certificate(String arn) {
        return Certificate.builder().certificateArn(arn).build();
    }

    /** What a server that tells how it was asked is behind. */
    private HttpServer telling() throws Exception {
        return farm.server(
                request ->
                        new Response.Bytes(
                                200,
                                Headers.none(),
                                request.headers()
                                        .first("X-Forwarded-Proto")
                                        .orElse("nothing")
                                        .getBytes(StandardCharsets.UTF_8)));
    }

    private String https(LoadBalancer balancer, Action action, String policy) {
        return farm.client()
                .createListener(
                        r ->
                                r.loadBalancerArn(balancer.loadBalancerArn())
                                        .protocol("HTTPS")
                                        .port(Farm.freePort())
                                        .sslPolicy(policy)
                                        .certificates(certificate(ONE))
                                        .defaultActions(action))
                .listeners()
                .getFirst()
                .listenerArn();
    }

    private String https(LoadBalancer balancer) throws Exception {
        String group = farm.group("servers");
        farm.register(group, telling());
        return https(balancer, Farm.forward(group), "ELBSecurityPolicy-TLS13-1-2-2021-06");
    }

    @Test
    void aListenerShowsItsCertificateAndTargetsLearnOfIt() throws Exception {
        LoadBalancer balancer = farm.balancer("web");
        https(balancer);

        TlsCaller caller = TlsCaller.get(farm.at(balancer), "one.example");

        assertThat(farm.at(balancer).getScheme()).isEqualTo("https");
        assertThat(caller.subject()).isEqualTo("CN=One");
        assertThat(caller.protocol()).isEqualTo("TLSv1.3");
        assertThat(caller.text()).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nhttps");
    }

    @Test
    void furtherCertificatesAreShownToThoseWhoAskForTheirNames() throws Exception {
        LoadBalancer balancer = farm.balancer("web");
        String listener = https(balancer);
        URI at = farm.at(balancer);

        farm.client()
                .addListenerCertificates(
                        r -> r.listenerArn(listener).certificates(certificate(TWO)));

        assertThat(TlsCaller.get(at, "two.example").subject()).isEqualTo("CN=two.example");
        assertThat(TlsCaller.get(at, "three.example").subject()).isEqualTo("CN=One");
        assertThat(
                        farm.client()
                                .describeListenerCertificates(r -> r.listenerArn(listener))
                                .certificates())
                .extracting(Certificate::certificateArn, Certificate::isDefault)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(ONE, true),
                        org.assertj.core.groups.Tuple.tuple(TWO, false));

        farm.restart();
        assertThat(TlsCaller.get(at, "two.example").subject()).isEqualTo("CN=two.example");

        farm.client()
                .removeListenerCertificates(
                        r -> r.listenerArn(listener).certificates(certificate(TWO)));
        assertThat(TlsCaller.get(at, "two.example").subject()).isEqualTo("CN=One");
        assertThatThrownBy(
                        () ->
                                farm.client()
                                        .removeListenerCertificates(
                                                r ->
                                                        r.listenerArn(listener)
                                                                .certificates(certificate(ONE))))
                .isInstanceOf(OperationNotPermittedException.class);
    }

    @Test
    void theSecurityPolicySaysWhichVersionsAreSpoken() throws Exception {
        LoadBalancer balancer = farm.balancer("web");
        String listener = https(balancer);
        farm.client()
                .modifyListener(
                        r -> r.listenerArn(listener).sslPolicy("ELBSecurityPolicy-2016-08"));

        assertThat(TlsCaller.get(farm.at(balancer), "one.example").protocol()).isEqualTo("TLSv1.2");
        assertThat(farm.client().describeSSLPolicies(r -> {}).sslPolicies())
                .extracting(SslPolicy::name)
                .contains("ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-TLS13-1-2-2021-06");
        assertThatThrownBy(
                        () ->
                                farm.client()
                                        .modifyListener(
                                                r -> r.listenerArn(listener).sslPolicy("Mine")))
                .isInstanceOf(SslPolicyNotFoundException.class);
    }

    @Test
    void plainRequestsCanBeSentToHttps() throws Exception {
        LoadBalancer balancer = farm.balancer("web");
        farm.listener(
                balancer,
                Action.builder()
                        .type(ActionTypeEnum.REDIRECT)
                        .redirectConfig(r -> r.protocol("HTTPS").port("443").statusCode("HTTP_301"))
                        .build());
        URI at = farm.at(balancer);

        assertThat(farm.get(at.resolve("/a?b=c")).headers().firstValue("Location"))
                .hasValue("https://" + at.getHost() + "/a?b=c");
    }

    @Test
    void targetsCanBeAskedAndCheckedOverTls() throws Exception {
        HttpServer server =
                farm.secureServer(
                        "three",
                        request ->
                                new Response.Bytes(
                                        200,
                                        Headers.none(),
                                        request.scheme().getBytes(StandardCharsets.UTF_8)));
        String group = farm.group("servers", r -> r.protocol("HTTPS").healthCheckProtocol("HTTPS"));
        farm.register(group, server);
        LoadBalancer balancer = farm.balancer("web");
        farm.listener(balancer, Farm.forward(group));
        farm.awaitHealth(group, "healthy");

        assertThat(farm.get(farm.at(balancer)).body()).isEqualTo("https");
        assertThat(farm.get(farm.at(balancer)).body()).isEqualTo("https");

        HttpServer plain = telling();
        farm.register(group, plain);
        farm.end(server);
        Farm.await(
                () -> farm.health(group).stream().allMatch(each -> each.startsWith("unhealthy")),
                () -> farm.health(group).toString());
    }

    @Test
    void whatDoesNotFitIsRefused() throws Exception {
        LoadBalancer balancer = farm.balancer("web");
        Action action = Farm.forward(farm.group("servers"));

        assertThatThrownBy(() -> https(balancer, action, "Mine"))
                .isInstanceOf(SslPolicyNotFoundException.class);
        assertThatThrownBy(
                        () ->
                                farm.client()
                                        .createListener(
                                                r ->
                                                        r.loadBalancerArn(
                                                                        balancer.loadBalancerArn())
                                                                .protocol("HTTPS")
                                                                .port(443)
                                                                .certificates(
                                                                        certificate(
                                                                                Farm.certificateArn(
                                                                                        "nobody")))
                                                                .defaultActions(action)))
                .isInstanceOf(CertificateNotFoundException.class);
        assertThatThrownBy(
                        () ->
                                farm.client()
                                        .createListener(
                                                r ->
                                                        r.loadBalancerArn(
                                                                        balancer.loadBalancerArn())
                                                                .protocol("HTTPS")
                                                                .port(443)
                                                                .defaultActions(action)))
                .hasMessageContaining("A certificate must be specified");
    }

    @Test
    void classicBalancersShowCertificatesAndChangeThem() throws Exception {
        HttpServer server = telling();
        Listener listener =
                Listener.builder()
                        .protocol("https")
                        .loadBalancerPort(Farm.freePort())
                        .instancePort(server.port())
                        .sslCertificateId(ONE)
                        .build();
        farm.classic()
                .createLoadBalancer(
                        r ->
                                r.loadBalancerName("web")
                                        .availabilityZones("us-east-1a")
                                        .listeners(listener));
        URI at =
                URI.create(
                        "https://%s:%d/"
                                .formatted(
                                        farm.classic()
                                                .describeLoadBalancers()
                                                .loadBalancerDescriptions()
                                                .getFirst()
                                                .canonicalHostedZoneName(),
                                        listener.loadBalancerPort()));

        String before = TlsCaller.get(at, "two.example").subject();
        farm.classic()
                .setLoadBalancerListenerSSLCertificate(
                        r ->
                                r.loadBalancerName("web")
                                        .loadBalancerPort(listener.loadBalancerPort())
                                        .sslCertificateId(TWO));

        assertThat(before).isEqualTo("CN=One");
        assertThat(TlsCaller.get(at, "two.example").subject()).isEqualTo("CN=two.example");
    }
}
