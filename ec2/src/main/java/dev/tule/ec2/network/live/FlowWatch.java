package dev.tule.ec2.network.live;

import dev.tule.aws.AccountRegion;
import dev.tule.ec2.flowlog.FlowLogDelivery;
import dev.tule.ec2.network.NetworkState;
import dev.tule.vnet.filter.FlowRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.FlowLog;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** Which interfaces of a place flow logs are about. Safe for use by many threads. */
final class FlowWatch {
    private final AccountRegion where;
    private final FlowLogDelivery delivery;
    private volatile Map<String, Watched> byInterface = Map.of();

    private record Watched(NetworkInterface at, List<FlowLog> logs) {}

    FlowWatch(AccountRegion where, FlowLogDelivery delivery) {
        this.where = where;
        this.delivery = delivery;
    }

    void follow(NetworkState state) {
        Map<String, Watched> watched = new HashMap<>();
        for (NetworkInterface each : state.interfaces().values()) {
            List<FlowLog> logs =
                    state.flowLogs().values().stream().filter(log -> isAbout(log, each)).toList();
            if (!logs.isEmpty()) {
                watched.put(each.networkInterfaceId(), new Watched(each, logs));
            }
        }
        byInterface = Map.copyOf(watched);
    }

    private static boolean isAbout(FlowLog log, NetworkInterface each) {
        String resource = log.resourceId();
        return resource.equals(each.vpcId())
                || resource.equals(each.subnetId())
                || resource.equals(each.networkInterfaceId());
    }

    void take(FlowRecord flow) {
        Watched watched = byInterface.get(flow.interfaceId());
        if (watched != null) {
            watched.logs.forEach(log -> delivery.take(where, log, watched.at, flow));
        }
    }
}
