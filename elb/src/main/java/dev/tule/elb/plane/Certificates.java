package dev.tule.elb.plane;

import dev.tule.aws.AccountRegion;
import dev.tule.http.TlsIdentity;
import java.util.Optional;

/** The certificates that listeners may show. Safe for use by many threads. */
@FunctionalInterface
public interface Certificates {

    /** The certificate of an ARN, with its key; empty where the account has none. */
    Optional<TlsIdentity> find(AccountRegion where, String arn);
}
