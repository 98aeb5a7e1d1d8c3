package dev.tule.vnet.link;

/** Takes the frames that come out of a link, one at a time. Must neither block nor throw. */
public interface FrameReceiver {
    /**
     * Takes a frame. The array is the link's own: it may be changed within the frame, and means
     * nothing after the return.
     */
    void frame(byte[] bytes, int from, int length);

    /** No more frames are at hand for now: what was put off until then is done. */
    void endOfBatch();
}
