"""The same talk by aiogram's FSM with its memory storage: python aiogram_form.py ASKED."""

import asyncio
import json
import sys

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.filters import CommandStart, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, default_state
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

ASKED = json.loads(sys.argv[1])
SCRIPT = ASKED["script"]
HOME = f"<b>{SCRIPT[-1]['until']} Tanah Sareal</b>\nTidak ada yang menunggu Bapak/Ibu saat ini."
STATES = [State(f"q{at}", group_name="usulan") for at in range(len(SCRIPT))]


def keyboard(at: int) -> InlineKeyboardMarkup:
    press = SCRIPT[at].get("press")
    rows = [[InlineKeyboardButton(text=press, callback_data=f"next:{at}")]] if press else []
    ways = [("Kembali", "back"), ("Simpan & keluar", "leave")]
    last = [InlineKeyboardButton(text=name, callback_data=way) for name, way in ways]
    return InlineKeyboardMarkup(inline_keyboard=[*rows, last])


def question(at: int) -> str:
    asked = SCRIPT[at - 1]["until"]
    return f"<i>Usulan baru › Langkah</i>\n<b>{asked}</b>\nContoh: 25 KK 90 jiwa\nLangkah {at}/13"


async def start(message: Message) -> None:
    await message.answer(HOME, reply_markup=keyboard(0))


def answered(at: int):  # type: ignore[no-untyped-def]
    async def keep(state: FSMContext, given: str | None) -> tuple[str, InlineKeyboardMarkup]:
        if at + 1 == len(SCRIPT):
            await state.clear()
            return HOME, keyboard(0)
        await state.update_data({str(at): given})
        await state.set_state(STATES[at + 1])
        return question(at + 1), keyboard(at + 1)

    async def pressed(query: CallbackQuery, state: FSMContext) -> None:
        text, shown = await keep(state, query.data)
        await query.answer()
        await query.message.edit_text(text, reply_markup=shown)

    async def typed(message: Message, state: FSMContext) -> None:
        text, shown = await keep(state, message.text)
        await message.answer(text, reply_markup=shown)

    return pressed if "press" in SCRIPT[at] else typed


async def main() -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(ASKED["url"]))
    bot = Bot(ASKED["token"], session=session, default=DefaultBotProperties(parse_mode="HTML"))
    router = Router()
    router.message.register(start, CommandStart())
    for at, step in enumerate(SCRIPT):
        state = StateFilter(STATES[at] if at else default_state)
        if "press" in step:
            router.callback_query.register(answered(at), state, F.data == f"next:{at}")
        else:
            router.message.register(answered(at), state, F.text)
    dispatcher = Dispatcher(storage=MemoryStorage())
    dispatcher.include_router(router)
    print("ready", flush=True)
    await dispatcher.start_polling(bot, handle_signals=True)


if __name__ == "__main__":
    asyncio.run(main())
