package dev.tule.vnet.link;

/**
 * One end of a link that carries Ethernet frames. Like a cable, it keeps order and may lose frames:
 * when its queue is full or nobody is at its other end. Safe for use by many threads.
 */
public interface Link extends AutoCloseable {
    /** Longest frame that any link carries, in bytes: a jumbo frame of EC2's with some room. */
    int MOST_FRAME_BYTES = 9_216;

    /** Begins to hand arriving frames to a receiver; called once. */
    void open(FrameReceiver receiver);

    /**
     * Copies a frame into the queue of those to be sent; never blocks.
     *
     * @return false when the frame was dropped, and counted
     */
    boolean send(byte[] bytes, int from, int length);

    /** Sends what is queued, as far as the other end takes it now; the rest follows by itself. */
    void flush();

    LinkStatistics statistics();

    @Override
    void close();
}
