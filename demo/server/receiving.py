"""Methods by which the bot gets its updates: long polling and the webhook."""

from typing import Any

from demo.server.calls import Given, answers
from demo.server.refusals import Refusal, bad_request
from demo.server.world import Webhook, World

_LONGEST_POLL = 50


@answers("getUpdates")
async def get_updates(world: World, given: Given) -> Any:
    if world.webhook is not None:
        raise Refusal(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    world.updates.allow(given.get("allowed_updates"))
    return await world.updates.poll(
        offset=given.get("offset", 0),
        limit=given.get("limit", 100),
        within=min(given.get("timeout", 0), _LONGEST_POLL),
    )


@answers("setWebhook")
def set_webhook(world: World, given: Given) -> Any:
    """Real Telegram insists on https; here the bot lives on the same machine, so http is taken too."""
    url = given.get("url", "")
    if url and not url.startswith(("https://", "http://")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    world.updates.allow(given.get("allowed_updates"))
    if given.get("drop_pending_updates"):
        world.updates.forget()
    world.webhook = Webhook(url, given.get("secret_token", "")) if url else None
    if url:
        world.updates.end_poll("terminated by setWebhook request")
    world.updates.arrived.set()
    return True


@answers("deleteWebhook")
def delete_webhook(world: World, given: Given) -> Any:
    if given.get("drop_pending_updates"):
        world.updates.forget()
    world.webhook = None
    return True


@answers("getWebhookInfo")
def get_webhook_info(world: World, given: Given) -> Any:
    hook = world.webhook
    facts: dict[str, Any] = {
        "url": hook.url if hook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
    }
    if hook is not None and hook.last_error:
        facts |= {"last_error_message": hook.last_error, "last_error_date": hook.last_error_at}
    return facts
