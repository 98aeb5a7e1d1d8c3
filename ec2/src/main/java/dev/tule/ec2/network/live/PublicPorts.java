package dev.tule.ec2.network.live;

import dev.tule.ec2.network.NetworkState;
import dev.tule.vnet.filter.SecurityGroupRule;
import dev.tule.vnet.filter.Traffic;
import dev.tule.vnet.packet.Ipv4;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/**
 * The ports on which an interface's public address answers: those TCP ports that its groups let
 * somebody in by, since a port without a listener is refused sooner. Each takes a socket, so of
 * ranges longer than 100 ports only those that services commonly have.
 */
final class PublicPorts {
    private static final int LONGEST_RANGE = 100;
    private static final int MOST_PORTS = 256;
    private static final List<Integer> COMMON =
            List.of(
                    22, 80, 443, 1883, 3000, 3306, 3389, 4567, 5000, 5432, 5672, 6379, 8000, 8080,
                    8081, 8443, 8883, 8888, 9000, 9090, 9200, 27_017);

    private PublicPorts() {}

    static List<Integer> of(NetworkState state, NetworkInterface row) {
        SortedSet<Integer> ports = new TreeSet<>();
        for (GroupIdentifier group : row.groups()) {
            for (SecurityGroupRule rule : Translation.rules(state, group.groupId(), false)) {
                if (rule.peer() instanceof SecurityGroupRule.CidrIpv4) {
                    add(rule.traffic(), ports);
                }
            }
        }
        return ports.stream().limit(MOST_PORTS).toList();
    }

    private static void add(Traffic traffic, Set<Integer> to) {
        boolean all = traffic.protocol() == -1;
        if (!all && traffic.protocol() != Ipv4.TCP) {
            return;
        }
        int first = all ? 1 : Math.max(1, traffic.from());
        int last = all ? 65_535 : traffic.to();
        if (last - first < LONGEST_RANGE) {
            for (int port = first; port <= last; port++) {
                to.add(port);
            }
        } else {
            COMMON.stream().filter(port -> port >= first && port <= last).forEach(to::add);
        }
    }
}
