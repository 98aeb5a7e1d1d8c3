package dev.tule.vnet.filter;

/** Takes flow records; called on the fabric's ticker, so it must not wait for long. */
@FunctionalInterface
public interface FlowLog {
    void record(FlowRecord flow);

    /** Takes nothing. */
    FlowLog NONE = flow -> {};
}
