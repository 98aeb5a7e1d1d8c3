package dev.tule.ec2.resource;

import dev.tule.aws.AwsFault;
import dev.tule.compute.DriverUnavailableException;
import dev.tule.compute.InsufficientCapacityException;
import dev.tule.compute.UnsupportedByDriverException;
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
     * authorised and its constraints are checked, which is what the flag is for. What this host
     * can't do is EC2's error.
     */
    static <Q extends Ec2Request, R> R act(Q request, Function<Q, R> action) {
        if (request.getValueForField("DryRun", Boolean.class).orElse(false)) {
            throw Faults.dryRun();
        }
        try {
            return action.apply(request);
        } catch (DriverUnavailableException | UnsupportedByDriverException e) {
            throw Faults.of("Unsupported", String.valueOf(e.getMessage()));
        } catch (InsufficientCapacityException e) {
            throw AwsFault.of("InsufficientInstanceCapacity", 500, String.valueOf(e.getMessage()));
        }
    }
}
