package dev.tule.vnet.tcp;

/** Where a stack's segments go. */
public interface SegmentOutput {
    /**
     * Takes a frame, whose Ethernet header is not written yet; the array is the stack's. Called
     * under the stack's locks: it must neither block nor come back into the stack.
     */
    void segment(byte[] frame, int length);

    /** Nothing follows for now. */
    void flush();
}
