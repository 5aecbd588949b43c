package no.rapportmottak.campaign;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;

/** What goes wrong around a hub for a while, and comes right again. */
enum Fault {

    BROKER_AWAY("broker away", world -> world.broker.become(Proxy.Line.CUT), world -> world.broker.become(Proxy.Line.OPEN)),
    BROKER_KILLED("broker killed", World::killBroker, World::startBroker),
    BROKER_SLOW("broker slow", world -> world.broker.become(Proxy.Line.SLOW), world -> world.broker.become(Proxy.Line.OPEN)),
    BROKER_SILENT("broker silent", world -> world.broker.become(Proxy.Line.SILENT), world -> world.broker.become(Proxy.Line.OPEN)),
    DATABASE_AWAY("database away", world -> world.database.become(Proxy.Line.CUT), world -> world.database.become(Proxy.Line.OPEN)),
    DATABASE_SILENT("database silent",
            world -> world.database.become(Proxy.Line.SILENT), world -> world.database.become(Proxy.Line.OPEN)),
    DATABASE_SLOW("database slow", world -> world.database.become(Proxy.Line.SLOW), world -> world.database.become(Proxy.Line.OPEN)),
    DISK_FULL("disk full", Fault::fill, Fault::empty),
    DISK_READ_ONLY("disk read-only", world -> SmallVolume.makeReadOnly(world.data), world -> SmallVolume.makeWritable(world.data)),
    PARTNER_KILLED("partner killed", world -> world.partner.kill(), world -> world.partner.start()),
    PARTNER_SILENT("partner silent", world -> world.partnersLine.become(Proxy.Line.SILENT), world -> world.partnersLine.become(Proxy.Line.OPEN)),
    PARTNER_SLOW("partner slow", world -> world.partnersLine.become(Proxy.Line.SLOW), world -> world.partnersLine.become(Proxy.Line.OPEN)),
    WEBHOOK_DOWN("webhook hangs up", world -> world.listener.become(Listener.Mood.HANGS_UP), Fault::webhooksWork),
    WEBHOOK_SLOW("webhook slow", world -> world.listener.become(Listener.Mood.SLOW), Fault::webhooksWork),
    WEBHOOK_500("webhook 500", world -> world.listener.become(Listener.Mood.BROKEN), Fault::webhooksWork),
    WEBHOOK_429("webhook 429", world -> world.listener.become(Listener.Mood.BUSY), Fault::webhooksWork),
    WEBHOOK_410("webhook 410", world -> world.listener.become(Listener.Mood.GONE), Fault::webhooksWork),
    WEBHOOK_REDIRECTS("webhook redirects", world -> world.listener.become(Listener.Mood.REDIRECTS), Fault::webhooksWork),
    WEBHOOK_TRICKLES("webhook trickles", world -> world.listener.become(Listener.Mood.TRICKLES), Fault::webhooksWork),
    MAIL_REFUSES("mail refuses", world -> world.postbox.become(Postbox.Mood.REFUSES), Fault::mailWorks),
    MAIL_GREYLISTS("mail greylists", world -> world.postbox.become(Postbox.Mood.GREYLISTS), Fault::mailWorks),
    CLOCK_AHEAD("clock jumps ahead", world -> jump(world, 10_800), world -> { }),
    CLOCK_BACK("clock jumps back", world -> jump(world, -10_800), world -> { }),
    CLOCK_AND_BACK("clock ahead and back", world -> jump(world, 600), world -> jump(world, 0)),
    FOLDER_CROWDED("crowded folder", Fault::crowd, world -> { }),
    FILES_OVERWRITTEN("files overwritten", Fault::overwrite, world -> { }),
    FILES_REMOVED("files removed", Fault::remove, world -> { });

    private interface Doing {
        void to(World world) throws Exception;
    }

    private static final String FILLING = "filling";
    private static final int WORK = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int CROWD = Integer.getInteger("campaign.crowd", 300);

    private final String column;
    private final Doing begin;
    private final Doing end;

    Fault(String column, Doing begin, Doing end) {
        this.column = column;
        this.begin = begin;
        this.end = end;
    }

    String column() {
        return column;
    }

    boolean needsPostgres() {
        return switch (this) {
            case DATABASE_AWAY, DATABASE_SILENT, DATABASE_SLOW, DISK_READ_ONLY -> true;
            default -> false;
        };
    }

    boolean needsSmallVolume() {
        return this == DISK_FULL || this == DISK_READ_ONLY;
    }

    /** Whether it is the trouble of a webhook, the mail server or one sender's files, which should hold up nobody else. */
    boolean isBeside() {
        return List.of("WEBHOOK", "MAIL", "FILES").contains(whose());
    }

    /** One of each is in one trouble at a time; a sender whose disk is full hands nothing in. */
    boolean goesWith(Fault other) {
        return !whose().equals(other.whose()) && !(whose().equals("FILES") && other.needsSmallVolume());
    }

    private String whose() {
        return name().substring(0, name().indexOf('_'));
    }

    boolean isPossible(World world) {
        return switch (this) {
            case PARTNER_KILLED, PARTNER_SILENT, PARTNER_SLOW -> world.hasPartner();
            case FOLDER_CROWDED -> !world.isOnSmallVolume();
            default -> (!needsPostgres() || world.isOnPostgres()) && (!needsSmallVolume() || world.isOnSmallVolume());
        };
    }

    void begin(World world) throws Exception {
        begin.to(world);
    }

    void end(World world) throws Exception {
        end.to(world);
    }

    private static void webhooksWork(World world) {
        world.listener.become(Listener.Mood.TAKES);
    }

    private static void mailWorks(World world) {
        world.postbox.become(Postbox.Mood.TAKES);
    }

    /** While there is work in hand and messages wait for their broker; to so many seconds ahead of the system's time. */
    private static void jump(World world, int seconds) throws Exception {
        world.broker.become(Proxy.Line.CUT);
        world.drop(WORK);
        await("messages that wait").atMost(PATIENCE).until(() -> world.waiting("KOE") > 0);
        world.hub().order("clock " + seconds);
        world.broker.become(Proxy.Line.OPEN);
    }

    private static void fill(World world) throws IOException {
        byte[] block = new byte[64 * 1024];
        try {
            while (true) {
                Files.write(world.data.resolve(FILLING), block, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException full) {
            // As was meant; what is left is less than a block, and the next to write takes it.
            for (int i = 0; i < block.length / 4096; i++) {
                appendPage(world);
            }
        }
    }

    private static void appendPage(World world) {
        try {
            Files.write(world.data.resolve(FILLING), new byte[4096], StandardOpenOption.APPEND);
        } catch (IOException full) {
            return;
        }
    }

    private static void empty(World world) throws IOException {
        Files.deleteIfExists(world.data.resolve(FILLING));
    }

    private static void crowd(World world) {
        world.drop(CROWD);
    }

    /** A file whose sender writes it anew again and again: each time whole, but only the last is there to stay. */
    private static void overwrite(World world) throws Exception {
        for (int i = 0; i < 5; i++) {
            world.dropOver("samme-navn.json");
        }
    }

    /** Files that are gone again, sooner or later than the hub has taken them. */
    private static void remove(World world) throws Exception {
        for (int i = 0; i < 5; i++) {
            world.dropAndRemove();
        }
    }
}
