package dev.tule.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A round trip with each of the tools and SDKs that people speak to AWS with. */
@ExtendWith(WithTule.class)
class AwsToolsTest {

    @Test
    void theAwsCliMakesARoundTrip(Tule tule) {
        Program program = Program.shell("awscli.sh", tule.aws().toString());

        assertThat(program.under(tule.environment()).run()).contains("made its round trip");
    }

    @Test
    void theAwsCliLaysANetwork(Tule tule) {
        Program program = Program.shell("awscli_network.sh", tule.aws().toString());

        assertThat(program.under(tule.environment()).run()).contains("laid a network");
    }

    @Test
    void boto3LaysANetwork(Tule tule) {
        Program program = Program.python("boto3_network.py", tule.aws().toString());

        assertThat(program.under(tule.environment()).run()).contains("laid a network");
    }

    @Test
    void theAwsCliBalancesAPage(Tule tule) {
        Program program = Program.shell("awscli_balancing.sh", tule.aws().toString());

        assertThat(program.under(tule.environment()).run()).contains("balanced a kiosk");
    }

    @Test
    void boto3BalancesServersOfThisHost(Tule tule) {
        Program program = Program.python("boto3_balancing.py", tule.aws().toString());

        assertThat(program.under(tule.environment()).run()).contains("balanced a shop");
    }

    @Test
    void theAwsCliRunsAMachine(Tule tule) {
        Program program = Program.shell("awscli_machine.sh", tule.aws().toString());

        assertThat(program.under(tule.environment()).run()).contains("ran a machine");
    }

    @Test
    void boto3RunsAMachine(Tule tule, @TempDir Path keys) {
        Program program =
                Program.python("boto3_machine.py", tule.aws().toString(), keys.toString());

        assertThat(program.under(tule.environment()).run()).contains("ran a machine");
    }

    @Test
    void terraformReadsWhatItMade(Tule tule) {
        Program program = Program.python("terraform_reads.py", tule.aws().toString());

        assertThat(program.under(tule.environment()).run()).contains("was there");
    }

    @Test
    void s3cmdMakesARoundTrip(Tule tule) {
        Program program = Program.shell("s3cmd.sh", "127.0.0.1:" + tule.awsPort());

        assertThat(program.under(tule.environment()).run()).contains("made its round trip");
    }

    @Test
    void rcloneMakesARoundTrip(Tule tule) {
        Program program = Program.shell("rclone.sh", tule.aws().toString());

        assertThat(program.under(tule.environment()).run()).contains("made its round trip");
    }

    @Test
    void boto3MakesARoundTrip(Tule tule) {
        Program program = Program.python("boto3_round_trip.py", tule.aws().toString());

        assertThat(program.under(tule.environment()).run()).contains("made its round trip");
    }

    @Test
    void theSdkForJavaScriptMakesARoundTrip(Tule tule) {
        Program program = Program.node("aws-sdk.mjs");

        assertThat(program.under(tule.environment()).run()).contains("made its round trip");
    }
}
