package dev.tule.rds.data;

import dev.tule.engines.EngineKind;
import dev.tule.engines.Login;

/** The databases that statements can be sent to, and the secrets that open them. */
public interface Targets {

    /**
     * A server that runs.
     *
     * @param engine what it speaks
     * @param url for a JDBC driver, of the database that is meant
     */
    record Target(EngineKind engine, String url) {}

    /**
     * The server behind an ARN.
     *
     * @param database the database to use; empty for the one that the instance was made with
     * @throws software.amazon.awssdk.services.rdsdata.model.RdsDataException where there is none,
     *     or it doesn't run
     */
    Target target(String resourceArn, String database);

    /**
     * User and password that a secret holds.
     *
     * @throws software.amazon.awssdk.services.rdsdata.model.RdsDataException where there is no such
     *     secret, or it holds something else
     */
    Login login(String secretArn);
}
