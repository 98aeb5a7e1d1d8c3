package dev.tule.elb.listener;

import static dev.tule.elb.resource.Tables.LISTENERS;
import static dev.tule.elb.resource.Tables.RULES;

import dev.tule.elb.balancer.LoadBalancers;
import dev.tule.elb.balancer.Tags;
import dev.tule.elb.resource.Arn;
import dev.tule.elb.resource.Faults;
import dev.tule.elb.resource.Listing;
import dev.tule.elb.resource.Place;
import dev.tule.elb.resource.Tables;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DuplicateListenerException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.MutualAuthenticationAttributes;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TooManyListenersException;

/** Listeners. Each has a rule of its own for what no other rule takes. */
public final class Listeners {
    public static final int MOST = 50;

    private final Place place;
    private final ListenerCertificates certificates;
    private final Runnable changed;

    public Listeners(Place place, ListenerCertificates certificates, Runnable changed) {
        this.place = place;
        this.certificates = certificates;
        this.changed = changed;
    }

    static Listener get(Snapshot rows, String arn) {
        return LISTENERS.find(rows, arn).orElseThrow(Faults::noListener);
    }

    CreateListenerResponse create(CreateListenerRequest request) {
        if (request.port() == null || request.protocol() == null) {
            throw Faults.invalid("A listener must have a protocol and a port");
        }
        refuse(request.mutualAuthentication(), request.alpnPolicy());
        Listener made =
                place.transact(
                        rows -> {
                            LoadBalancer balancer =
                                    LoadBalancers.get(rows, request.loadBalancerArn());
                            checkProtocol(balancer, request.protocol());
                            checkPort(rows, request.loadBalancerArn(), request.port(), "");
                            Listener asked =
                                    Listener.builder()
                                            .listenerArn(
                                                    Arn.listener(
                                                            request.loadBalancerArn(),
                                                            place.newId()))
                                            .loadBalancerArn(request.loadBalancerArn())
                                            .port(request.port())
                                            .protocol(request.protocol())
                                            .defaultActions(
                                                    Actions.checked(
                                                            rows,
                                                            balancer,
                                                            request.defaultActions()))
                                            .build();
                            Listener row =
                                    certificates.applied(
                                            asked, request.certificates(), request.sslPolicy());
                            LISTENERS.put(rows, row, row.listenerArn());
                            Rule rule =
                                    Rule.builder()
                                            .ruleArn(Arn.rule(row.listenerArn(), place.newId()))
                                            .priority("default")
                                            .isDefault(true)
                                            .actions(row.defaultActions())
                                            .build();
                            RULES.put(rows, rule, row.listenerArn(), rule.ruleArn());
                            Tags.put(rows, row.listenerArn(), request.tags());
                            return row;
                        });
        changed.run();
        return CreateListenerResponse.builder().listeners(made).build();
    }

    private static void refuse(@Nullable MutualAuthenticationAttributes mutual, List<String> alpn) {
        if (mutual != null && !"off".equals(mutual.mode())) {
            throw Faults.notImplemented("Mutual authentication");
        }
        if (!alpn.isEmpty() && !alpn.equals(List.of("None"))) {
            throw Faults.notImplemented("The ALPN policy " + alpn.getFirst());
        }
    }

    private static void checkProtocol(LoadBalancer balancer, ProtocolEnum protocol) {
        boolean application = balancer.type() == LoadBalancerTypeEnum.APPLICATION;
        switch (protocol) {
            case HTTP, HTTPS -> refuseUnless(application, protocol);
            case TCP, TLS, UDP, TCP_UDP, QUIC, TCP_QUIC -> refuseUnless(!application, protocol);
            default -> throw Faults.invalid("Protocol '" + protocol + "' is not supported");
        }
        switch (protocol) {
            case HTTP, HTTPS, TCP, TLS -> {}
            default -> throw Faults.notImplemented("The listener protocol " + protocol);
        }
    }

    private static void refuseUnless(boolean fits, ProtocolEnum protocol) {
        if (!fits) {
            throw Faults.invalid(
                    "Listener protocol '%s' is not supported by the load balancer"
                            .formatted(protocol));
        }
    }

    private static void checkPort(Snapshot rows, String balancer, int port, String but) {
        List<Listener> there = Tables.listenersOf(rows, balancer);
        if (there.stream()
                .anyMatch(each -> each.port() == port && !each.listenerArn().equals(but))) {
            throw DuplicateListenerException.builder()
                    .message(
                            "A listener already exists on this port for this load balancer '%s'"
                                    .formatted(balancer))
                    .build();
        }
        if (there.size() >= MOST) {
            throw TooManyListenersException.builder()
                    .message("The maximum number of listeners has been reached")
                    .build();
        }
    }

    DescribeListenersResponse describe(DescribeListenersRequest request) {
        if (request.loadBalancerArn() == null && request.listenerArns().isEmpty()) {
            throw Faults.invalid("You must specify either listener ARNs or a load balancer ARN");
        }
        List<Listener> found =
                place.read(
                        rows -> {
                            if (request.loadBalancerArn() == null) {
                                return request.listenerArns().stream()
                                        .map(arn -> get(rows, arn))
                                        .toList();
                            }
                            LoadBalancers.get(rows, request.loadBalancerArn());
                            return Tables.listenersOf(rows, request.loadBalancerArn());
                        });
        Listing<Listener> page =
                Listing.of(found, Listener::listenerArn, request.pageSize(), request.marker());
        return DescribeListenersResponse.builder()
                .listeners(page.items())
                .nextMarker(page.nextMarker())
                .build();
    }

    ModifyListenerResponse modify(ModifyListenerRequest request) {
        refuse(request.mutualAuthentication(), request.alpnPolicy());
        Listener after =
                place.transact(
                        rows -> {
                            Listener known = get(rows, request.listenerArn());
                            LoadBalancer balancer =
                                    LoadBalancers.get(rows, known.loadBalancerArn());
                            Listener.Builder made = known.toBuilder();
                            if (request.protocol() != null) {
                                checkProtocol(balancer, request.protocol());
                                made.protocol(request.protocol());
                            }
                            if (request.port() != null) {
                                checkPort(
                                        rows,
                                        known.loadBalancerArn(),
                                        request.port(),
                                        known.listenerArn());
                                made.port(request.port());
                            }
                            if (request.hasDefaultActions()) {
                                made.defaultActions(
                                        Actions.checked(rows, balancer, request.defaultActions()));
                            }
                            Listener row =
                                    certificates.applied(
                                            made.build(),
                                            request.certificates(),
                                            request.sslPolicy());
                            LISTENERS.put(rows, row, row.listenerArn());
                            followDefaultRule(rows, row);
                            return row;
                        });
        changed.run();
        return ModifyListenerResponse.builder().listeners(after).build();
    }

    private static void followDefaultRule(Transaction rows, Listener listener) {
        for (Rule rule : RULES.all(rows, listener.listenerArn())) {
            if (rule.isDefault()) {
                Rule same = rule.toBuilder().actions(listener.defaultActions()).build();
                RULES.put(rows, same, listener.listenerArn(), rule.ruleArn());
            }
        }
    }

    DeleteListenerResponse delete(DeleteListenerRequest request) {
        place.change(
                rows -> {
                    get(rows, request.listenerArn());
                    Tables.deleteListener(rows, request.listenerArn());
                });
        changed.run();
        return DeleteListenerResponse.builder().build();
    }
}
