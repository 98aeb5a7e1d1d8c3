package dev.tule.elb.listener;

import dev.tule.elb.resource.Listing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Cipher;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeSslPoliciesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeSslPoliciesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SslPolicy;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SslPolicyNotFoundException;

/**
 * The security policies of TLS listeners (User Guide, "Security policies"): those that leave out
 * TLS 1.0 and 1.1, which the Java platform doesn't speak, and the one that AWS takes where none is
 * named. A policy's versions are what is spoken; which ciphers, the Java platform decides.
 */
public final class SslPolicies {
    static final String USUAL = "ELBSecurityPolicy-2016-08";
    private static final String V12 = "TLSv1.2";
    private static final String V13 = "TLSv1.3";
    private static final Map<String, List<String>> VERSIONS = new LinkedHashMap<>();

    static {
        VERSIONS.put(USUAL, List.of(V12));
        VERSIONS.put("ELBSecurityPolicy-TLS13-1-2-2021-06", List.of(V12, V13));
        VERSIONS.put("ELBSecurityPolicy-TLS13-1-2-Res-2021-06", List.of(V12, V13));
        VERSIONS.put("ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06", List.of(V12, V13));
        VERSIONS.put("ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06", List.of(V12, V13));
        VERSIONS.put("ELBSecurityPolicy-TLS13-1-3-2021-06", List.of(V13));
        VERSIONS.put("ELBSecurityPolicy-TLS-1-2-2017-01", List.of(V12));
        VERSIONS.put("ELBSecurityPolicy-TLS-1-2-Ext-2018-06", List.of(V12));
        VERSIONS.put("ELBSecurityPolicy-FS-1-2-2019-08", List.of(V12));
        VERSIONS.put("ELBSecurityPolicy-FS-1-2-Res-2019-08", List.of(V12));
        VERSIONS.put("ELBSecurityPolicy-FS-1-2-Res-2020-10", List.of(V12));
    }

    private static final Map<String, List<String>> CIPHERS =
            Map.of(
                    V13,
                    List.of(
                            "TLS_AES_128_GCM_SHA256",
                            "TLS_AES_256_GCM_SHA384",
                            "TLS_CHACHA20_POLY1305_SHA256"),
                    V12,
                    List.of(
                            "ECDHE-ECDSA-AES128-GCM-SHA256",
                            "ECDHE-RSA-AES128-GCM-SHA256",
                            "ECDHE-ECDSA-AES256-GCM-SHA384",
                            "ECDHE-RSA-AES256-GCM-SHA384"));

    private SslPolicies() {}

    /** The policy of this name, or the usual one; refused where there is none. */
    static String checked(@Nullable String name) {
        if (name == null) {
            return USUAL;
        }
        if (!VERSIONS.containsKey(name)) {
            throw noPolicy(name);
        }
        return name;
    }

    private static RuntimeException noPolicy(String name) {
        return SslPolicyNotFoundException.builder()
                .message("SSL policy '%s' not found".formatted(name))
                .build();
    }

    /** The versions of TLS that listeners with a policy speak, by the Java platform's names. */
    public static Set<String> versions(String name) {
        return Set.copyOf(VERSIONS.getOrDefault(name, List.of(V12, V13)));
    }

    static DescribeSslPoliciesResponse describe(DescribeSslPoliciesRequest request) {
        for (String name : request.names()) {
            if (!VERSIONS.containsKey(name)) {
                throw noPolicy(name);
            }
        }
        List<SslPolicy> found =
                VERSIONS.keySet().stream()
                        .filter(name -> request.names().isEmpty() || request.names().contains(name))
                        .map(SslPolicies::policy)
                        .toList();
        Listing<SslPolicy> page =
                Listing.of(found, SslPolicy::name, request.pageSize(), request.marker());
        return DescribeSslPoliciesResponse.builder()
                .sslPolicies(page.items())
                .nextMarker(page.nextMarker())
                .build();
    }

    private static SslPolicy policy(String name) {
        List<String> versions = VERSIONS.getOrDefault(name, List.of());
        List<Cipher> ciphers = new ArrayList<>();
        for (String version : versions.reversed()) {
            for (String cipher : CIPHERS.getOrDefault(version, List.of())) {
                ciphers.add(Cipher.builder().name(cipher).priority(ciphers.size() + 1).build());
            }
        }
        return SslPolicy.builder()
                .name(name)
                .sslProtocols(versions)
                .ciphers(ciphers)
                .supportedLoadBalancerTypes("application", "network")
                .build();
    }
}
