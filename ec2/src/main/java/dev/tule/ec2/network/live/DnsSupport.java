package dev.tule.ec2.network.live;

import dev.tule.ec2.network.NetworkState;
import dev.tule.vnet.NetworkInterface;
import dev.tule.vnet.dns.DnsQuestion;
import dev.tule.vnet.dns.Upstream;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * In which VPCs the resolver answers (VPC User Guide, {@code enableDnsSupport}); in the others
 * every question is refused. Safe for use by many threads.
 */
final class DnsSupport {
    private final Set<String> without = ConcurrentHashMap.newKeySet();

    void follow(NetworkState state) {
        Set<String> now =
                state.attributes().entrySet().stream()
                        .filter(each -> !each.getValue().enableDnsSupport().value())
                        .map(each -> each.getKey())
                        .collect(Collectors.toSet());
        without.retainAll(now);
        without.addAll(now);
    }

    boolean isOn(NetworkInterface from) {
        return !without.contains(from.vpc().id());
    }

    /** Where names outside are asked for, by those who may. */
    Upstream upstream(Upstream outside) {
        return new Upstream() {
            @Override
            public boolean allows(NetworkInterface from, DnsQuestion question) {
                return isOn(from) && outside.allows(from, question);
            }

            @Override
            public byte @Nullable [] ask(byte[] message) throws IOException {
                return outside.ask(message);
            }
        };
    }
}
