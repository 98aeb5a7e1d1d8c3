package dev.tule.vnet.filter;

import dev.tule.vnet.flow.FlowTable;

/** Packets that were rejected between two ends since the last flow records. */
final class RejectedFlow extends FlowTable.Entry {
    final FlowCounter ingress = new FlowCounter();
    final FlowCounter egress = new FlowCounter();
}
