package dev.tule.acm;

import dev.tule.aws.AccountRegion;
import java.util.Set;

/** Whoever shows certificates. Safe for use by many threads. */
public interface Uses {

    /** The ARNs of what shows that certificate. */
    Set<String> of(AccountRegion where, String certificateArn);

    /** Certificates there have become others of the same ARN: they are to be shown from now on. */
    void renewed(AccountRegion where);
}
