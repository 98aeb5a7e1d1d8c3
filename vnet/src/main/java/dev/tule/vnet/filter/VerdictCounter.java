package dev.tule.vnet.filter;

/** Counts what a filter decides. Guarded by the filter's lock. */
final class VerdictCounter {
    private long accepted;
    private long byGroup;
    private long byAcl;
    private long allowanceExceeded;
    private long fragments;

    void count(Verdict verdict) {
        switch (verdict) {
            case ACCEPTED -> accepted++;
            case REJECTED_BY_GROUP -> byGroup++;
            case REJECTED_BY_ACL -> byAcl++;
            case ALLOWANCE_EXCEEDED -> allowanceExceeded++;
            case REJECTED_FRAGMENT -> fragments++;
        }
    }

    FilterStatistics statistics(int tracked, long unrecorded) {
        return new FilterStatistics(
                tracked, accepted, byGroup, byAcl, allowanceExceeded, fragments, unrecorded);
    }
}
