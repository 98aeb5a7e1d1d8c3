package dev.tule.elb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.http.Headers;
import dev.tule.http.HttpServer;
import dev.tule.http.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.elasticloadbalancing.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancing.model.InstanceState;
import software.amazon.awssdk.services.elasticloadbalancing.model.InvalidConfigurationRequestException;
import software.amazon.awssdk.services.elasticloadbalancing.model.InvalidInstanceException;
import software.amazon.awssdk.services.elasticloadbalancing.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancing.model.LoadBalancerDescription;
import software.amazon.awssdk.services.elasticloadbalancing.model.LoadBalancerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancing.model.PolicyAttribute;
import software.amazon.awssdk.services.elasticloadbalancing.model.PolicyAttributeDescription;
import software.amazon.awssdk.services.elasticloadbalancing.model.PolicyDescription;
import software.amazon.awssdk.services.elasticloadbalancing.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancing.model.TagKeyOnly;

class ClassicBalancerTest {
    private static final String ONE = "i-00000000000000001";

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

    private HttpServer server(String says) throws Exception {
        return farm.server(
                _ ->
                        new Response.Bytes(
                                200, Headers.none(), says.getBytes(StandardCharsets.UTF_8)));
    }

    /** A balancer called web, as old boto makes it: by zones. */
    private URI before(HttpServer server) throws Exception {
        Listener listener =
                Listener.builder()
                        .protocol("http")
                        .loadBalancerPort(Farm.freePort())
                        .instancePort(server.port())
                        .build();
        farm.classic()
                .createLoadBalancer(
                        r ->
                                r.loadBalancerName("web")
                                        .availabilityZones("us-east-1a", "us-east-1b")
                                        .listeners(listener));
        farm.classic()
                .configureHealthCheck(
                        r ->
                                r.loadBalancerName("web")
                                        .healthCheck(
                                                check ->
                                                        check.target("HTTP:" + server.port() + "/")
                                                                .interval(5)
                                                                .timeout(2)
                                                                .healthyThreshold(2)
                                                                .unhealthyThreshold(2)));
        return URI.create(
                "http://%s:%d/"
                        .formatted(
                                described().canonicalHostedZoneName(),
                                listener.loadBalancerPort()));
    }

    private LoadBalancerDescription described() {
        return farm.classic().describeLoadBalancers().loadBalancerDescriptions().getFirst();
    }

    private void register(String id) {
        farm.ec2.instance(id, "127.0.0.1", InstanceStateName.RUNNING);
        Instance instance = Instance.builder().instanceId(id).build();
        farm.classic()
                .registerInstancesWithLoadBalancer(
                        r -> r.loadBalancerName("web").instances(instance));
    }

    private List<String> states() {
        return farm
                .classic()
                .describeInstanceHealth(r -> r.loadBalancerName("web"))
                .instanceStates()
                .stream()
                .map(InstanceState::state)
                .toList();
    }

    @Test
    void instancesAnswerOnceTheyAreInService() throws Exception {
        URI at = before(server("hello"));

        HttpResponse<String> none = farm.get(at);
        register(ONE);
        Farm.await(() -> states().equals(List.of("InService")), () -> states().toString());

        assertThat(none.statusCode()).isEqualTo(503);
        assertThat(none.body()).isEmpty();
        assertThat(farm.get(at).body()).isEqualTo("hello");
        assertThat(described().dnsName()).matches("web-[0-9]+[.]us-east-1[.]elb[.]amazonaws[.]com");
    }

    @Test
    void aServerThatIsKilledForgetsNoInterface() {
        Listener listener =
                Listener.builder()
                        .protocol("tcp")
                        .loadBalancerPort(Farm.freePort())
                        .instancePort(80)
                        .build();
        farm.ec2.crashing = true;
        assertThatThrownBy(
                        () ->
                                farm.classic()
                                        .createLoadBalancer(
                                                r ->
                                                        r.loadBalancerName("web")
                                                                .subnets(FakeEc2.SUBNETS)
                                                                .listeners(listener)))
                .isInstanceOf(FakeEc2.Crash.class);
        farm.restart();
        Farm.await(() -> farm.ec2.interfaces.size() == 2, () -> "both are made");
        assertThat(farm.ec2.interfaces.values())
                .extracting(CreateNetworkInterfaceRequest::subnetId)
                .containsExactlyInAnyOrderElementsOf(FakeEc2.SUBNETS);

        farm.classic().deleteLoadBalancer(r -> r.loadBalancerName("web"));
        assertThat(farm.ec2.interfaces).isEmpty();
    }

    @Test
    void aBalancerIsMovedToOtherZonesAndSubnets() throws Exception {
        before(server("hello"));
        assertThat(
                        farm.classic()
                                .disableAvailabilityZonesForLoadBalancer(
                                        r ->
                                                r.loadBalancerName("web")
                                                        .availabilityZones("us-east-1b"))
                                .availabilityZones())
                .containsExactly("us-east-1a");
        assertThat(described().subnets()).containsExactly("subnet-a");
        assertThat(farm.ec2.interfaces.values())
                .extracting(CreateNetworkInterfaceRequest::subnetId)
                .containsExactly("subnet-a");
        assertThatThrownBy(
                        () ->
                                farm.classic()
                                        .detachLoadBalancerFromSubnets(
                                                r -> r.loadBalancerName("web").subnets("subnet-a")))
                .hasMessageContaining("one subnet or zone at least");
        assertThat(
                        farm.classic()
                                .attachLoadBalancerToSubnets(
                                        r -> r.loadBalancerName("web").subnets("subnet-b"))
                                .subnets())
                .containsExactly("subnet-a", "subnet-b");
        farm.classic()
                .enableAvailabilityZonesForLoadBalancer(
                        r -> r.loadBalancerName("web").availabilityZones("us-east-1a"));
        assertThat(described().availabilityZones()).containsExactly("us-east-1a", "us-east-1b");
        assertThat(farm.ec2.interfaces).hasSize(2);
    }

    @Test
    void tagsAreAddedChangedAndRemoved() throws Exception {
        before(server("hello"));
        farm.classic()
                .addTags(
                        r ->
                                r.loadBalancerNames("web")
                                        .tags(
                                                Tag.builder().key("crop").value("tomatoes").build(),
                                                Tag.builder().key("bed").value("4").build()));
        TagKeyOnly bed = TagKeyOnly.builder().key("bed").build();
        farm.classic().removeTags(r -> r.loadBalancerNames("web").tags(bed));
        assertThat(
                        farm.classic()
                                .describeTags(r -> r.loadBalancerNames("web"))
                                .tagDescriptions()
                                .getFirst()
                                .tags())
                .singleElement()
                .satisfies(tag -> assertThat(tag.value()).isEqualTo("tomatoes"));
    }

    @Test
    void instancesAreToldWhoTheClientIs() throws Exception {
        try (ServerSocket instance = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Listener listener =
                    Listener.builder()
                            .protocol("tcp")
                            .loadBalancerPort(Farm.freePort())
                            .instancePort(instance.getLocalPort())
                            .build();
            farm.classic()
                    .createLoadBalancer(
                            r -> r.loadBalancerName("web").subnets("subnet-a").listeners(listener));
            farm.classic()
                    .createLoadBalancerPolicy(
                            r ->
                                    r.loadBalancerName("web")
                                            .policyName("tell")
                                            .policyTypeName("ProxyProtocolPolicyType")
                                            .policyAttributes(
                                                    PolicyAttribute.builder()
                                                            .attributeName("ProxyProtocol")
                                                            .attributeValue("true")
                                                            .build()));
            farm.classic()
                    .setLoadBalancerPoliciesForBackendServer(
                            r ->
                                    r.loadBalancerName("web")
                                            .instancePort(instance.getLocalPort())
                                            .policyNames("tell"));
            register(ONE);
            assertThat(policies()).containsExactly("tell ProxyProtocol true");
            assertThatThrownBy(
                            () ->
                                    farm.classic()
                                            .deleteLoadBalancerPolicy(
                                                    r ->
                                                            r.loadBalancerName("web")
                                                                    .policyName("tell")))
                    .isInstanceOf(InvalidConfigurationRequestException.class);
            int port = listener.loadBalancerPort();
            String at = described().canonicalHostedZoneName();
            assertThat(told(instance, at, port))
                    .matches("PROXY TCP4 127[0-9.]+ " + at + " [0-9]+ " + port + "\r\n");
        }
    }

    /** What an instance hears of a client that says nothing. */
    private static String told(ServerSocket instance, String at, int port) throws IOException {
        try (Socket client = new Socket(at, port)) {
            client.shutdownOutput();
            while (true) {
                try (Socket served = instance.accept()) {
                    byte[] heard = served.getInputStream().readAllBytes();
                    if (heard.length > 0) {
                        return new String(heard, StandardCharsets.US_ASCII);
                    }
                    // Connections without a word are the balancer's checks.
                }
            }
        }
    }

    private List<String> policies() {
        return farm
                .classic()
                .describeLoadBalancerPolicies(r -> r.loadBalancerName("web"))
                .policyDescriptions()
                .stream()
                .map(ClassicBalancerTest::text)
                .toList();
    }

    private static String text(PolicyDescription policy) {
        PolicyAttributeDescription attribute = policy.policyAttributeDescriptions().getFirst();
        return "%s %s %s"
                .formatted(
                        policy.policyName(), attribute.attributeName(), attribute.attributeValue());
    }

    @Test
    void anInstanceThatHasEndedIsLetGo() throws Exception {
        before(server("hello"));
        register(ONE);

        farm.ec2.instance(ONE, "127.0.0.1", InstanceStateName.TERMINATED);

        Farm.await(() -> described().instances().isEmpty(), () -> described().toString());
    }

    @Test
    void aPolicyKeepsClientsAtAnInstanceByItsCookie() throws Exception {
        URI at = before(server("hello"));
        register(ONE);
        farm.classic()
                .createLBCookieStickinessPolicy(
                        r ->
                                r.loadBalancerName("web")
                                        .policyName("keep")
                                        .cookieExpirationPeriod(60L));
        farm.classic()
                .setLoadBalancerPoliciesOfListener(
                        r ->
                                r.loadBalancerName("web")
                                        .loadBalancerPort(at.getPort())
                                        .policyNames("keep"));

        assertThat(farm.get(at).headers().allValues("Set-Cookie"))
                .singleElement()
                .asString()
                .startsWith("AWSELB=");
    }

    @Test
    void itComesBackAfterARestartAndLeavesNothingWhenItGoes() throws Exception {
        URI at = before(server("hello"));
        register(ONE);

        farm.restart();
        assertThat(farm.get(at).body()).isEqualTo("hello");
        assertThat(farm.ec2.interfaces).hasSize(2);

        farm.classic().deleteLoadBalancer(r -> r.loadBalancerName("web"));
        assertThat(farm.ec2.interfaces).isEmpty();
        assertThatThrownBy(() -> farm.get(at)).isInstanceOf(java.io.IOException.class);
        assertThatThrownBy(
                        () -> farm.classic().describeLoadBalancers(r -> r.loadBalancerNames("web")))
                .isInstanceOf(LoadBalancerNotFoundException.class);
    }

    @Test
    void whoIsNotThereIsRefused() throws Exception {
        before(server("hello"));
        Instance nobody = Instance.builder().instanceId("i-0000000000000dead").build();

        assertThatThrownBy(
                        () ->
                                farm.classic()
                                        .registerInstancesWithLoadBalancer(
                                                r -> r.loadBalancerName("web").instances(nobody)))
                .isInstanceOf(InvalidInstanceException.class);
    }

    @Test
    void instancesCanBeAskedAndCheckedOverTls() throws Exception {
        HttpServer server =
                farm.secureServer(
                        "three",
                        request ->
                                new Response.Bytes(
                                        200,
                                        Headers.none(),
                                        request.scheme().getBytes(StandardCharsets.UTF_8)));
        int port = Farm.freePort();
        Listener listener =
                Listener.builder()
                        .protocol("HTTP")
                        .loadBalancerPort(port)
                        .instanceProtocol("HTTPS")
                        .instancePort(server.port())
                        .build();
        farm.classic()
                .createLoadBalancer(
                        r ->
                                r.loadBalancerName("safe")
                                        .availabilityZones("us-east-1a")
                                        .listeners(listener));
        farm.classic()
                .configureHealthCheck(
                        r ->
                                r.loadBalancerName("safe")
                                        .healthCheck(
                                                check ->
                                                        check.target("HTTPS:" + server.port() + "/")
                                                                .interval(5)
                                                                .timeout(2)
                                                                .healthyThreshold(2)
                                                                .unhealthyThreshold(2)));
        farm.ec2.instance(ONE, "127.0.0.1", InstanceStateName.RUNNING);
        farm.classic()
                .registerInstancesWithLoadBalancer(
                        r ->
                                r.loadBalancerName("safe")
                                        .instances(Instance.builder().instanceId(ONE).build()));
        Farm.await(
                () ->
                        farm
                                .classic()
                                .describeInstanceHealth(r -> r.loadBalancerName("safe"))
                                .instanceStates()
                                .stream()
                                .allMatch(each -> each.state().equals("InService")),
                () -> "no health over TLS");
        String address =
                farm.classic()
                        .describeLoadBalancers(r -> r.loadBalancerNames("safe"))
                        .loadBalancerDescriptions()
                        .getFirst()
                        .canonicalHostedZoneName();

        URI uri = URI.create("http://%s:%d/".formatted(address, port));
        assertThat(farm.get(uri).body()).isEqualTo("https");
    }
}
