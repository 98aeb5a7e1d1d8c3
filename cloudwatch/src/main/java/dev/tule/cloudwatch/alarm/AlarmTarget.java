package dev.tule.cloudwatch.alarm;

/**
 * What alarms act on beyond CloudWatch: Auto Scaling policies, EC2 instances, WAMP topics. Safe for
 * use by many threads.
 */
public interface AlarmTarget {

    /**
     * Whether this cloud can do that at all. An alarm that names anything else is refused.
     *
     * @param action an ARN
     */
    boolean takes(String action);

    /**
     * Does an action. It may be asked for the same change twice, when the server stopped between
     * the action and the note that it was done.
     *
     * @param action an ARN that it {@link #takes}
     * @throws RuntimeException when it can't be done; the message goes to the alarm's history
     */
    void act(String action, AlarmEvent event);

    /** No target: alarms have states and a history, and can't have actions. */
    AlarmTarget NONE =
            new AlarmTarget() {
                @Override
                public boolean takes(String action) {
                    return false;
                }

                @Override
                public void act(String action, AlarmEvent event) {
                    throw new IllegalStateException("nothing takes " + action);
                }
            };
}
