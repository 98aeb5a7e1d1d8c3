package dev.tule.elb.listener;

import dev.tule.elb.resource.Faults;
import dev.tule.elb.resource.Listing;
import dev.tule.elb.resource.Place;
import dev.tule.elb.resource.Tables;
import dev.tule.store.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddListenerCertificatesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddListenerCertificatesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CertificateNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerCertificatesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerCertificatesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveListenerCertificatesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveListenerCertificatesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TooManyCertificatesException;

/**
 * What listeners show over TLS: a default certificate, in the listener's row, and others for the
 * names that clients ask for.
 */
public final class ListenerCertificates {
    /** Besides the default one. */
    private static final int MOST = 25;

    private final Place place;
    private final Predicate<String> known;
    private final Runnable changed;

    /**
     * Of one account and region.
     *
     * @param known whether there is a certificate of that ARN
     */
    public ListenerCertificates(Place place, Predicate<String> known, Runnable changed) {
        this.place = place;
        this.known = known;
        this.changed = changed;
    }

    static boolean isSecure(ProtocolEnum protocol) {
        return protocol == ProtocolEnum.HTTPS || protocol == ProtocolEnum.TLS;
    }

    /**
     * A listener with what was asked of its certificate and policy; refuses what doesn't fit its
     * protocol.
     *
     * @param asked empty to leave what it has
     */
    Listener applied(Listener listener, List<Certificate> asked, @Nullable String policy) {
        if (!isSecure(listener.protocol())) {
            if (!asked.isEmpty() || policy != null) {
                throw Faults.invalid(
                        "A certificate or security policy cannot be specified for %s listeners"
                                .formatted(listener.protocolAsString()));
            }
            return listener.toBuilder()
                    .certificates((List<Certificate>) null)
                    .sslPolicy(null)
                    .build();
        }
        List<Certificate> certificates = asked.isEmpty() ? listener.certificates() : asked;
        if (certificates.size() != 1) {
            throw Faults.invalid(
                    certificates.isEmpty()
                            ? "A certificate must be specified for %s listeners"
                                    .formatted(listener.protocolAsString())
                            : "Only one certificate can be specified as a listener's default");
        }
        String arn = checked(certificates.getFirst());
        return listener.toBuilder()
                .certificates(Certificate.builder().certificateArn(arn).build())
                .sslPolicy(SslPolicies.checked(policy == null ? listener.sslPolicy() : policy))
                .build();
    }

    private String checked(Certificate certificate) {
        String arn = certificate.certificateArn();
        if (arn == null || !known.test(arn)) {
            throw CertificateNotFoundException.builder()
                    .message("Certificate '%s' not found".formatted(arn))
                    .build();
        }
        return arn;
    }

    /** The ARNs of a listener's certificates, the default one first. */
    public static List<String> of(Snapshot rows, Listener listener) {
        return Stream.concat(
                        listener.certificates().stream().map(Certificate::certificateArn),
                        others(rows, listener.listenerArn()).stream())
                .distinct()
                .toList();
    }

    private static List<String> others(Snapshot rows, String listener) {
        return Tables.CERTIFICATES.all(rows, listener).stream()
                .map(Certificate::certificateArn)
                .toList();
    }

    private static Listener secure(Snapshot rows, String arn) {
        Listener listener = Listeners.get(rows, arn);
        if (!isSecure(listener.protocol())) {
            throw Faults.invalid("Only HTTPS and TLS listeners have certificates");
        }
        return listener;
    }

    AddListenerCertificatesResponse add(AddListenerCertificatesRequest request) {
        request.certificates().forEach(this::checked);
        place.change(
                rows -> {
                    secure(rows, request.listenerArn());
                    for (Certificate each : request.certificates()) {
                        Certificate kept =
                                Certificate.builder().certificateArn(each.certificateArn()).build();
                        Tables.CERTIFICATES.put(
                                rows, kept, request.listenerArn(), each.certificateArn());
                    }
                    if (others(rows, request.listenerArn()).size() > MOST) {
                        throw TooManyCertificatesException.builder()
                                .message("You've reached the limit on certificates per listener")
                                .build();
                    }
                });
        changed.run();
        return AddListenerCertificatesResponse.builder()
                .certificates(request.certificates())
                .build();
    }

    /** One that isn't there is removed, too. */
    RemoveListenerCertificatesResponse remove(RemoveListenerCertificatesRequest request) {
        place.change(
                rows -> {
                    Listener listener = secure(rows, request.listenerArn());
                    for (Certificate each : request.certificates()) {
                        if (listener.certificates()
                                .getFirst()
                                .certificateArn()
                                .equals(each.certificateArn())) {
                            throw Faults.notPermitted(
                                    "The default certificate of a listener cannot be removed");
                        }
                        Tables.CERTIFICATES.delete(
                                rows, request.listenerArn(), each.certificateArn());
                    }
                });
        changed.run();
        return RemoveListenerCertificatesResponse.builder().build();
    }

    DescribeListenerCertificatesResponse describe(DescribeListenerCertificatesRequest request) {
        List<Certificate> all =
                place.read(
                        rows -> {
                            Listener listener = secure(rows, request.listenerArn());
                            List<Certificate> found = new ArrayList<>();
                            for (String arn : of(rows, listener)) {
                                found.add(
                                        Certificate.builder()
                                                .certificateArn(arn)
                                                .isDefault(found.isEmpty())
                                                .build());
                            }
                            return found;
                        });
        Listing<Certificate> page =
                Listing.of(all, Certificate::certificateArn, request.pageSize(), request.marker());
        return DescribeListenerCertificatesResponse.builder()
                .certificates(page.items())
                .nextMarker(page.nextMarker())
                .build();
    }
}
