package dev.tule.ec2.resource;

import java.util.function.Function;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Request;

/**
 * Some of EC2's actions. An interface below overrides them with default methods that hand each to
 * the class of its room through {@link #act}; the service class implements all these interfaces.
 */
public interface Actions extends Ec2Client {

    /**
     * Does an action, unless the request asks whether it may be done (DryRun): by then it has been
     * authorised and its constraints are checked, which is what the flag is for.
     */
    static <Q extends Ec2Request, R> R act(Q request, Function<Q, R> action) {
        if (request.getValueForField("DryRun", Boolean.class).orElse(false)) {
            throw Faults.dryRun();
        }
        return action.apply(request);
    }
}
