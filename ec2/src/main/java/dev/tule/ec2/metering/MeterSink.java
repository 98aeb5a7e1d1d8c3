package dev.tule.ec2.metering;

import dev.tule.aws.AccountRegion;
import java.util.List;

/** Where readings go. Called by one thread at a time. */
public interface MeterSink {

    /**
     * Takes the readings of a place in.
     *
     * @throws RuntimeException when it can't; the readings are lost, and others follow
     */
    void take(AccountRegion where, List<Reading> readings);
}
