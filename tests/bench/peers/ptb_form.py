"""The same talk by python-telegram-bot's own ConversationHandler, as its examples write one.

python ptb_form.py ASKED [memory|pickle]: default HTTP client, one update at a time, as the library has it.
"""

import json
import sys
from pathlib import Path

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    ConversationHandler,
    MessageHandler,
    PicklePersistence,
    filters,
)

ASKED = json.loads(sys.argv[1])
SCRIPT = ASKED["script"]
HOME = f"<b>{SCRIPT[-1]['until']} Tanah Sareal</b>\nTidak ada yang menunggu Bapak/Ibu saat ini."


def keyboard(at: int) -> InlineKeyboardMarkup:
    """The button that is pressed next, and the two that ours shows below each question."""
    press = SCRIPT[at].get("press")
    rows = [[InlineKeyboardButton(press, callback_data=f"next:{at}")]] if press else []
    ways = [("Kembali", "back"), ("Simpan & keluar", "leave")]
    return InlineKeyboardMarkup(
        [*rows, [InlineKeyboardButton(name, callback_data=way) for name, way in ways]]
    )


def question(at: int) -> str:
    asked = SCRIPT[at - 1]["until"]
    return f"<i>Usulan baru › Langkah</i>\n<b>{asked}</b>\nContoh: 25 KK 90 jiwa\nLangkah {at}/13"


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    await update.message.reply_text(HOME, parse_mode="HTML", reply_markup=keyboard(0))


def answered(at: int):  # type: ignore[no-untyped-def]
    """The handler of the answer to a question; it asks the next."""

    async def answer(update: Update, context: ContextTypes.DEFAULT_TYPE) -> int:
        given = context.user_data.setdefault("usulan", {})
        last = at + 1 == len(SCRIPT)
        text, shown = (HOME, keyboard(0)) if last else (question(at + 1), keyboard(at + 1))
        if update.callback_query is not None:
            given[at] = update.callback_query.data
            await update.callback_query.answer()
            await update.callback_query.edit_message_text(text, parse_mode="HTML", reply_markup=shown)
        else:
            given[at] = update.message.text
            await update.message.reply_text(text, parse_mode="HTML", reply_markup=shown)
        if last:
            context.user_data.setdefault("sent", []).append(dict(given))
            given.clear()
            return ConversationHandler.END
        return at + 1

    return answer


def handler(at: int):  # type: ignore[no-untyped-def]
    if "press" in SCRIPT[at]:
        return CallbackQueryHandler(answered(at), pattern=f"^next:{at}$")
    return MessageHandler(filters.TEXT & ~filters.COMMAND, answered(at))


def main() -> None:
    builder = ApplicationBuilder().token(ASKED["token"]).base_url(f"{ASKED['url']}/bot")
    kept = sys.argv[2:] == ["pickle"]
    if kept:
        builder = builder.persistence(PicklePersistence(Path(ASKED["folder"]) / "ptb.pickle"))
    application = builder.build()
    application.add_handler(CommandHandler("start", start))
    application.add_handler(
        ConversationHandler(
            entry_points=[handler(0)],
            states={at: [handler(at)] for at in range(1, len(SCRIPT))},
            fallbacks=[],
            name="usulan",
            persistent=kept,
        )
    )
    print("ready", flush=True)
    application.run_polling()


if __name__ == "__main__":
    main()
