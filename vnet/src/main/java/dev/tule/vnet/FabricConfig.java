package dev.tule.vnet;

import dev.tule.vnet.filter.FilterConfig;
import dev.tule.vnet.filter.FlowLog;
import dev.tule.vnet.packet.MacAddress;
import dev.tule.vnet.tcp.TcpConfig;
import java.time.Duration;

/**
 * How a {@link Fabric} works.
 *
 * @param router the hardware address by which every machine sees its router
 * @param filter limits of each interface's filter
 * @param tcp limits of the connections that end at each interface's router
 * @param flowLog takes flow records; with {@link FlowLog#NONE} none are made
 * @param flowInterval between two sets of flow records; default 60 s, 1 s to 10 min
 */
public record FabricConfig(
        MacAddress router,
        FilterConfig filter,
        TcpConfig tcp,
        FlowLog flowLog,
        Duration flowInterval) {
    public static final FabricConfig DEFAULT =
            new FabricConfig(
                    MacAddress.of("02:00:00:00:00:01"),
                    FilterConfig.DEFAULT,
                    TcpConfig.DEFAULT,
                    FlowLog.NONE,
                    Duration.ofSeconds(60));

    public FabricConfig {
        if (flowInterval.toMillis() < 1_000 || flowInterval.toMinutes() > 10) {
            throw new IllegalArgumentException(
                    "flow-interval is " + flowInterval + ", must be 1 s to 10 min");
        }
    }

    public FabricConfig withFlowLog(FlowLog log, Duration interval) {
        return new FabricConfig(router, filter, tcp, log, interval);
    }

    public FabricConfig withFilter(FilterConfig changed) {
        return new FabricConfig(router, changed, tcp, flowLog, flowInterval);
    }

    public FabricConfig withTcp(TcpConfig changed) {
        return new FabricConfig(router, filter, changed, flowLog, flowInterval);
    }
}
