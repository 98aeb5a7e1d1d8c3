package dev.tule.vnet.filter;

/**
 * What an interface's filter has decided since it was made.
 *
 * @param tracked connections in its table now
 * @param rejectedFlowsUnrecorded rejected packets that no flow record tells of, because there were
 *     too many different ones in the interval
 */
public record FilterStatistics(
        int tracked,
        long accepted,
        long rejectedByGroup,
        long rejectedByAcl,
        long allowanceExceeded,
        long rejectedFragments,
        long rejectedFlowsUnrecorded) {}
