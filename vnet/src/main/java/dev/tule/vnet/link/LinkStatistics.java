package dev.tule.vnet.link;

/**
 * What has passed over a link since it was made.
 *
 * @param up whether somebody is at the other end
 * @param connects how often the other end was found
 * @param droppedFull frames not sent because the queue was full
 * @param droppedDown frames not sent because nobody was at the other end
 * @param malformed arrived frames of an impossible length
 */
public record LinkStatistics(
        boolean up,
        long connects,
        long framesIn,
        long bytesIn,
        long framesOut,
        long bytesOut,
        long droppedFull,
        long droppedDown,
        long malformed) {}
