package no.rapportmottak.bench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a sender and a consuming system wait for at a rate that is offered by SFTP: from the complete upload.
 *
 * @param both until all of receipts and message are there
 */
record Latency(Waits technicalReceipt, Waits resultReceipt, Waits message, Waits both) {

    static Latency measure(HubProcess hub, List<Path> files, int perSecond) throws Exception {
        try (Consumer consumer = new Consumer(hub.brokerUrl(), HubProcess.reports())) {
            int lying = takeAll(consumer);
            Uploads uploads = new Uploads(hub);
            uploads.upload(files, Settings.SESSIONS, perSecond);
            while (consumer.arrivals().size() < lying + Corpus.accepted(files.size())) {
                hub.process().requireAlive();
                Thread.sleep(20);
            }
            hub.awaitReceipts(files.size());
            return of(uploads.completed(), hub, consumer.arrivals());
        }
    }

    /** Takes what lies on the queues from before. */
    private static int takeAll(Consumer consumer) throws InterruptedException {
        int before = -1;
        while (consumer.arrivals().size() != before) {
            before = consumer.arrivals().size();
            Thread.sleep(2000);
        }
        return before;
    }

    private static Latency of(Map<String, Instant> completed, HubProcess hub, Map<String, Instant> arrivals)
            throws Exception {
        Map<String, Instant> received = Receipts.times(hub.receiptFolders(), ".mottak.json");
        Map<String, Instant> decided = Receipts.times(hub.receiptFolders(), ".resultat.json");
        Map<String, Instant> messages = new HashMap<>();
        Map<String, Instant> all = new HashMap<>();
        for (String name : completed.keySet()) {
            Instant message = arrivals.get(Corpus.reference(name));
            if (message != null) {
                messages.put(name, message);
            }
            all.put(name, latest(received.get(name), decided.get(name), message));
        }
        return new Latency(Waits.between(completed, received), Waits.between(completed, decided),
                Waits.between(completed, messages), Waits.between(completed, all));
    }

    private static Instant latest(Instant received, Instant decided, Instant message) {
        Instant receipts = received.isAfter(decided) ? received : decided;
        return message == null || receipts.isAfter(message) ? receipts : message;
    }
}
