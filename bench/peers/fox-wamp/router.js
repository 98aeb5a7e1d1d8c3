// Runs fox-wamp's router, as its demonstrations show, without their log. Argument: the port.
const Router = require("fox-wamp");

const router = new Router();
router.getRealm("realm1", () => {
  router.listenWAMP({ host: "127.0.0.1", port: Number(process.argv[2]), path: "/ws" });
});
