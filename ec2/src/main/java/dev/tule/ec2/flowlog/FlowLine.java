package dev.tule.ec2.flowlog;

import dev.tule.vnet.filter.FlowRecord;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/**
 * A flow record and what the rows say of its interface.
 *
 * @param start when its first packet came
 * @param end when its last did
 */
record FlowLine(FlowRecord flow, NetworkInterface at, String region, Instant start, Instant end) {
    @Nullable String instanceId() {
        return at.attachment() == null ? null : at.attachment().instanceId();
    }
}
