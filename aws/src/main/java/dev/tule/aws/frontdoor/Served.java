package dev.tule.aws.frontdoor;

import dev.tule.aws.AwsCall;
import dev.tule.http.Body;
import dev.tule.http.Response;

/** A served API at work. Safe for use by many threads. */
sealed interface Served permits SdkService, JsonService {

    String signingName();

    /** Whether the operation needs no signature. */
    boolean isUnsignedAllowed(String operation);

    /**
     * Answers a request whose principal is known.
     *
     * @param body its content, verified as it is read
     * @throws Exception what the service throws, to be turned into an error
     */
    Response answer(Arrival arrival, AwsCall call, Body body) throws Exception;

    /** What becomes of an exception. */
    Faults faults();
}
