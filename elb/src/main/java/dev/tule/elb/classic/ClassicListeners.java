package dev.tule.elb.classic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancing.model.CertificateNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateLoadBalancerListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.CreateLoadBalancerListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DeleteLoadBalancerListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.DeleteLoadBalancerListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancing.model.DuplicateListenerException;
import software.amazon.awssdk.services.elasticloadbalancing.model.InvalidConfigurationRequestException;
import software.amazon.awssdk.services.elasticloadbalancing.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancing.model.ListenerDescription;
import software.amazon.awssdk.services.elasticloadbalancing.model.ListenerNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancing.model.SetLoadBalancerListenerSslCertificateRequest;
import software.amazon.awssdk.services.elasticloadbalancing.model.SetLoadBalancerListenerSslCertificateResponse;

/** Listeners of classic load balancers. Safe for use by many threads. */
final class ClassicListeners {
    private static final Set<String> PROTOCOLS = Set.of("HTTP", "HTTPS", "TCP", "SSL");

    /** AWS's usual quota. */
    static final int MOST = 100;

    private static final Set<String> SECURE = Set.of("HTTPS", "SSL");

    private final ClassicBalancers balancers;
    private final Predicate<String> known;

    /**
     * Of one account and region.
     *
     * @param known whether there is a certificate of that ARN
     */
    ClassicListeners(ClassicBalancers balancers, Predicate<String> known) {
        this.balancers = balancers;
        this.known = known;
    }

    static boolean isSecure(Listener listener) {
        return SECURE.contains(listener.protocol());
    }

    static boolean isSecureToInstances(Listener listener) {
        return SECURE.contains(listener.instanceProtocol());
    }

    /** Whether it takes requests, rather than connections. */
    static boolean isHttp(Listener listener) {
        return isHttp(listener.protocol());
    }

    private static boolean isHttp(String protocol) {
        return protocol.startsWith("HTTP");
    }

    /** Refuses a listener that can't be; gives it in the form in which it is kept. */
    static ListenerDescription described(Listener asked, Predicate<String> known) {
        String protocol = upper(asked.protocol());
        String toInstance =
                asked.instanceProtocol() == null
                        ? isHttp(protocol) ? "HTTP" : "TCP"
                        : upper(asked.instanceProtocol());
        if (!PROTOCOLS.contains(protocol) || !PROTOCOLS.contains(toInstance)) {
            throw invalid("Protocols are HTTP, HTTPS, TCP and SSL");
        }
        if (isHttp(protocol) != isHttp(toInstance)) {
            throw invalid("Listener and instance protocols must be of the same layer");
        }
        if (asked.loadBalancerPort() < 1
                || asked.loadBalancerPort() > 65_535
                || asked.instancePort() < 1
                || asked.instancePort() > 65_535) {
            throw invalid("Listener ports must be from 1 to 65535");
        }
        Listener kept = asked.toBuilder().protocol(protocol).instanceProtocol(toInstance).build();
        if (isSecure(kept)) {
            check(kept.sslCertificateId(), known);
        } else if (kept.sslCertificateId() != null) {
            throw invalid("SSLCertificateId is only for listeners of HTTPS and SSL");
        }
        return ListenerDescription.builder().listener(kept).policyNames(List.of()).build();
    }

    private static String upper(String protocol) {
        return protocol.toUpperCase(Locale.ROOT);
    }

    static InvalidConfigurationRequestException invalid(String message) {
        return InvalidConfigurationRequestException.builder().message(message).build();
    }

    private static void check(@Nullable String certificate, Predicate<String> known) {
        if (certificate == null || !known.test(certificate)) {
            throw CertificateNotFoundException.builder()
                    .message("Server Certificate not found for the key: " + certificate)
                    .build();
        }
    }

    CreateLoadBalancerListenersResponse create(CreateLoadBalancerListenersRequest request) {
        List<ListenerDescription> asked =
                request.listeners().stream().map(each -> described(each, known)).toList();
        balancers.change(
                request.loadBalancerName(),
                row -> {
                    List<ListenerDescription> all =
                            new ArrayList<>(row.build().listenerDescriptions());
                    for (ListenerDescription each : asked) {
                        refuseSecond(request.loadBalancerName(), all, each.listener());
                        all.add(each);
                    }
                    if (all.size() > MOST) {
                        throw invalid("A load balancer has at most %d listeners".formatted(MOST));
                    }
                    return row.listenerDescriptions(all);
                });
        return CreateLoadBalancerListenersResponse.builder().build();
    }

    private static void refuseSecond(
            String balancer, List<ListenerDescription> there, Listener asked) {
        for (ListenerDescription each : there) {
            if (each.listener().loadBalancerPort().equals(asked.loadBalancerPort())) {
                throw DuplicateListenerException.builder()
                        .message(
                                "A listener already exists for %s with LoadBalancerPort %d, but with a different InstancePort, Protocol, or SSLCertificateId"
                                        .formatted(balancer, asked.loadBalancerPort()))
                        .build();
            }
        }
    }

    DeleteLoadBalancerListenersResponse delete(DeleteLoadBalancerListenersRequest request) {
        balancers.change(
                request.loadBalancerName(),
                row ->
                        row.listenerDescriptions(
                                row.build().listenerDescriptions().stream()
                                        .filter(
                                                each ->
                                                        !request.loadBalancerPorts()
                                                                .contains(
                                                                        each.listener()
                                                                                .loadBalancerPort()))
                                        .toList()));
        return DeleteLoadBalancerListenersResponse.builder().build();
    }

    SetLoadBalancerListenerSslCertificateResponse setCertificate(
            SetLoadBalancerListenerSslCertificateRequest request) {
        check(request.sslCertificateId(), known);
        balancers.change(
                request.loadBalancerName(),
                row -> {
                    List<ListenerDescription> all =
                            row.build().listenerDescriptions().stream()
                                    .map(each -> showing(each, request))
                                    .toList();
                    if (all.stream().noneMatch(each -> isAt(each, request))) {
                        throw ListenerNotFoundException.builder()
                                .message(
                                        "There is no listener on port %d of %s"
                                                .formatted(
                                                        request.loadBalancerPort(),
                                                        request.loadBalancerName()))
                                .build();
                    }
                    return row.listenerDescriptions(all);
                });
        return SetLoadBalancerListenerSslCertificateResponse.builder().build();
    }

    private static boolean isAt(
            ListenerDescription row, SetLoadBalancerListenerSslCertificateRequest request) {
        return row.listener().loadBalancerPort().equals(request.loadBalancerPort());
    }

    private static ListenerDescription showing(
            ListenerDescription row, SetLoadBalancerListenerSslCertificateRequest request) {
        if (!isAt(row, request)) {
            return row;
        }
        if (!isSecure(row.listener())) {
            throw invalid("The listener is not one of HTTPS or SSL");
        }
        return row.toBuilder()
                .listener(
                        row.listener().toBuilder()
                                .sslCertificateId(request.sslCertificateId())
                                .build())
                .build();
    }
}
